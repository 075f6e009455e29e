namespace StandIns.Tests.Elastic;

/// <summary>Tests that run alone: OpenTelemetry hears the requests of all tests in the process.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class ApmCollection;
