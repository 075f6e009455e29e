using System.Globalization;
using WsAspire.Testing;

namespace WsAspire.Conformance.Tests.Proxies;

/// <summary>Starts WsGateway.</summary>
internal static class GatewayCommand
{
    public static LeashedProcess Start(ProxySetup setup, string folder)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Branching__ControlPlanes"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{setup.ControlPlane}"),
            ["Branching__Token"] = setup.Token,
            ["Gateway__StateFile"] = Path.Combine(folder, "state"),
            ["Shutdown__Delay"] = "00:00:00",
        };
        foreach (var (index, door) in setup.Doors.Index())
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"Gateway__FrontDoors__{index}__");
            settings[key + "Service"] = door.Service;
            settings[key + "Port"] = door.Port.ToString(CultureInfo.InvariantCulture);
            settings[key + "Endpoint"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{door.Origin}");
            settings[key + "Reads__0"] = EnvoyCommand.Read;
        }

        return ServiceProcess.Run("WsGateway", [], settings);
    }
}
