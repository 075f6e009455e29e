namespace WsAspire.ServiceDefaults.Tests;

/// <summary>Tests that change or measure what all of the process share, such as its tracing or its memory: no other test runs beside them.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneCollection;
