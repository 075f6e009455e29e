using WsAspire.Hosting.Envoy;
using WsAspire.Testing;

namespace WsAspire.Conformance.Tests.Proxies;

/// <summary>Starts the real Envoy.</summary>
internal static class EnvoyCommand
{
    /// <summary>The rpcs that may be repeated.</summary>
    public const string Read = "/ws.tests.route.RouteService/Read";

    private const string Loopback = "127.0.0.1";

    public static LeashedProcess Start(ProxySetup setup, string folder)
    {
        var program = EnvoyProgram.TryFind();
        Assert.SkipWhen(program is null, "envoy is not on PATH");
        var bootstrap = new EnvoyBootstrap
        {
            NodeId = "conformance",
            AdminPort = setup.AdminPort,
            TokenVariable = EnvoyToken.Variable,
            ControlPlane = [new(Loopback, setup.ControlPlane)],
            FrontDoors = [.. setup.Doors.Select(door => new EnvoyFrontDoor(door.Service, door.Port, new(Loopback, door.Origin), [Read]))],
        };
        var file = Path.Combine(folder, "bootstrap.yaml");
        File.WriteAllText(file, bootstrap.Write());
        return LeashedProcess.Start(program, ["-c", file, "--disable-hot-restart", "--log-level", "warning"], new Dictionary<string, string?> { [EnvoyToken.Variable] = setup.Token });
    }
}
