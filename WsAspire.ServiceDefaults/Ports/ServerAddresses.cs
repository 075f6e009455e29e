using Microsoft.AspNetCore.Hosting.Server.Features;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>The addresses of the server: before the start those that are asked for, afterwards those that are bound.</summary>
internal sealed class ServerAddresses : IServerAddressesFeature
{
    public ICollection<string> Addresses { get; } = new List<string>();

    public bool PreferHostingUrls { get; set; }

    public void Show(IEnumerable<string> bound)
    {
        string[] addresses = [.. bound];
        Addresses.Clear();
        foreach (var address in addresses)
        {
            Addresses.Add(address);
        }
    }
}
