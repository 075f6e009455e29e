namespace WsAspire.Conformance.Tests;

/// <summary>The collection of all tests: they measure times under load, and beside each other they would measure each other.</summary>
internal static class OneAtATime
{
    public const string Name = "one at a time";
}
