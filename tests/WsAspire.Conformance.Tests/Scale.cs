namespace WsAspire.Conformance.Tests;

/// <summary>How much the tests do: what a machine of two cores does beside other tests, or with <c>WS_CONFORMANCE=full</c> what the figures in the docs were measured with.</summary>
internal static class Scale
{
    private static readonly bool s_isFull = Environment.GetEnvironmentVariable("WS_CONFORMANCE") == "full";

    /// <summary>The one or the other.</summary>
    public static int Of(int usual, int full) => s_isFull ? full : usual;
}
