namespace StandIns.Tests.Model;

/// <summary>Tests that run alone: each model of this assembly reads the file of secrets that they write and delete.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class SecretsCollection;
