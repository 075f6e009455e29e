using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>Which addresses become <see cref="OnePort"/>, and which stay Kestrel's own.</summary>
/// <param name="Cleartext">Addresses to take over.</param>
/// <param name="OtherAddresses">The other addresses of the address list.</param>
/// <param name="TakenEndpoints">Names below <c>Kestrel:Endpoints</c> that Kestrel must not bind.</param>
/// <param name="Kestrel">The section <c>Kestrel</c>.</param>
internal sealed record ListenPlan(
    IReadOnlyList<ListenAddress> Cleartext,
    IReadOnlyList<ListenAddress> OtherAddresses,
    IReadOnlyList<string> TakenEndpoints,
    IConfigurationSection Kestrel)
{
    private const string DefaultAddress = "http://localhost:5000";

    /// <summary>Plans by the rules of Kestrel: <c>Kestrel:Endpoints</c> beats the address list, unless that is preferred.</summary>
    public static ListenPlan Create(IConfigurationSection kestrel, IServerAddressesFeature asked, bool endpointsInCode)
    {
        var addresses = asked.Addresses.Select(ListenAddress.Parse).ToArray();
        var endpoints = kestrel.GetSection("Endpoints").GetChildren().ToArray();

        // Protocols that someone wrote down are what he wants.
        if (kestrel["EndpointDefaults:Protocols"] is not null)
        {
            return new ListenPlan([], addresses, [], kestrel);
        }

        if (endpoints.Length > 0 && !(asked.PreferHostingUrls && addresses.Length > 0))
        {
            var taken = endpoints
                .Where(endpoint => endpoint["Protocols"] is null && endpoint["Url"] is not null)
                .Select(endpoint => (endpoint.Key, Address: ListenAddress.Parse(endpoint["Url"]!)))
                .Where(endpoint => IsCleartext(endpoint.Address))
                .ToArray();
            return new ListenPlan([.. taken.Select(endpoint => endpoint.Address)], addresses, [.. taken.Select(endpoint => endpoint.Key)], kestrel);
        }

        if (addresses.Length == 0 && !endpointsInCode)
        {
            addresses = [ListenAddress.Parse(DefaultAddress)];
        }

        return new ListenPlan([.. addresses.Where(IsCleartext)], [.. addresses.Where(address => !IsCleartext(address))], [], kestrel);
    }

    /// <summary>Leaves to Kestrel what is not taken over, so that it binds that and nothing twice.</summary>
    /// <param name="options">Kestrel's options; the ports that were taken over listen there already.</param>
    /// <param name="list">Kestrel's address list; it ignores that where anything listens by options, and warns.</param>
    public void LeaveRest(KestrelServerOptions options, IServerAddressesFeature list)
    {
        if (TakenEndpoints.Count > 0)
        {
            options.Configure(RemainingEndpoints.Of(Kestrel, TakenEndpoints), reloadOnChange: true);
        }

        foreach (var address in OtherAddresses)
        {
            if (Cleartext.Count > 0 && TakenEndpoints.Count == 0)
            {
                Listen(options, address);
            }
            else
            {
                list.Addresses.Add(address.Text);
            }
        }
    }

    private static bool IsCleartext(ListenAddress address) => address.IsHttp && address.IsTcp;

    private static void Listen(KestrelServerOptions options, ListenAddress address)
    {
        if (address.Parsed.IsUnixPipe)
        {
            options.ListenUnixSocket(address.Parsed.UnixPipePath, Secure);
        }
        else if (address.Parsed.IsNamedPipe)
        {
            options.ListenNamedPipe(address.Parsed.NamedPipeName, Secure);
        }
        else if (address.IsLocalhost)
        {
            options.ListenLocalhost(address.Parsed.Port, Secure);
        }
        else if (address.TryGetIPEndPoint() is { } endPoint)
        {
            options.Listen(endPoint, Secure);
        }
        else
        {
            options.ListenAnyIP(address.Parsed.Port, Secure);
        }

        void Secure(ListenOptions listen)
        {
            if (address.IsHttps)
            {
                listen.UseHttps();
            }
        }
    }
}
