using System.Globalization;
using RouteProgram;

namespace WsAspire.Conformance.Tests.Fleet;

/// <summary>What an instance is started with.</summary>
internal static class InstanceArguments
{
    /// <summary>The arguments of an instance.</summary>
    /// <param name="service">Its service.</param>
    /// <param name="branch">Its branch.</param>
    /// <param name="port">Its port; 0 is a free one.</param>
    /// <param name="controlPlane">Port of the control plane.</param>
    /// <param name="next">The door of the service that it calls; null where it calls none.</param>
    public static string[] Of(string service, string branch, int port, int controlPlane, Uri? next) =>
    [
        "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
        "--ServiceName", service,
        "--Branching:Branch", branch,
        "--Branching:ControlPlanes", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{controlPlane}"),
        "--Branching:Token", ControlPlaneProcess.Token,
        "--Shutdown:Delay", "00:00:00",
        .. next is null ? (string[])[] : [$"--services:{RouteInstance.Next}:http:0", next.ToString()],
    ];
}
