using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace WsGateway.Tests;

/// <summary>Configuration that is wrong: the start is refused, and key and value are named.</summary>
public sealed class OptionsTests
{
    private static readonly string[] s_good = ["--Gateway:FrontDoors:0:Service", "ws-order", "--Gateway:FrontDoors:0:Port", "8080"];

    [Fact]
    public async Task Configuration_OfOneDoor_IsEnough()
    {
        await using var app = Build(s_good);

        app.Services.ValidateConfiguration();
    }

    [Fact]
    public void Configuration_WithoutADoor_IsRefused()
    {
        Assert.Contains("expected at least one door", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Gateway:FrontDoors:0:Service", "WS Order", "expected a DNS label such as ws-order")]
    [InlineData("Gateway:FrontDoors:0:Port", "0", "1 to 65535")]
    [InlineData("Gateway:FrontDoors:0:Address", "somewhere", "expected localhost, or an IP address")]
    [InlineData("Gateway:FrontDoors:0:Endpoint", "https://x", "expected http://, a host and a port")]
    [InlineData("Gateway:FrontDoors:0:Endpoint", "http://x/path", "expected http://, a host and a port")]
    [InlineData("Gateway:FrontDoors:0:Reads:0", "SayHello", "expected paths of rpcs such as /hello.HelloHTTP/SayHello; got 'SayHello'")]
    [InlineData("Gateway:Certificate", "tls.crt", "expected both Certificate and CertificateKey, or neither")]
    [InlineData("Gateway:RequestTimeout", "00:00:00", "00:00:00.1")]
    [InlineData("Gateway:FrontDoors:0:TlsPort", "0", "1 to 65535")]
    [InlineData("Gateway:Proxy", "envoy", "unknown key")]
    [InlineData("Branching:ControlPlanes", "ws-branches", "expected at most 16 addresses")]
    public void Value_ThatIsWrong_IsNamed(string key, string value, string expected)
    {
        var fault = Assert.Single(Faults([.. s_good, "--" + key, value]));

        Assert.Contains(key.Replace(":Reads:0", ":Reads", StringComparison.Ordinal), fault, StringComparison.Ordinal);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Doors_AtOnePort_AreRefused()
    {
        var fault = Assert.Single(Faults([.. s_good, "--Gateway:FrontDoors:1:Service", "ws-bff", "--Gateway:FrontDoors:1:Port", "8080"]));

        Assert.Contains("port 8080 is there twice", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Door_WithOnePortForBoth_IsRefused()
    {
        var faults = Faults([.. s_good, "--Gateway:FrontDoors:0:TlsPort", "8080", "--Gateway:Certificate", "a", "--Gateway:CertificateKey", "b"]);

        Assert.Contains("port 8080 is there twice", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Door_OverTls_WithoutACertificate_IsRefused()
    {
        Assert.Contains("TlsPort 8443 of ws-order needs a certificate", Assert.Single(Faults([.. s_good, "--Gateway:FrontDoors:0:TlsPort", "8443"])), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Faults(params string[] arguments) => Assert.Throws<OptionsValidationException>(() => Build(arguments).Services.ValidateConfiguration()).Failures;

    private static WebApplication Build(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "WsGateway", EnvironmentName = "Production", Args = arguments });
        builder.AddProxyDefaults();
        builder.AddGateway();
        return builder.Build();
    }
}
