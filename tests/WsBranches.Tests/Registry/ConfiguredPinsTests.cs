using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using WsBranches.Tests.Hosts;

namespace WsBranches.Tests.Registry;

public sealed class ConfiguredPinsTests
{
    [Fact]
    public async Task Pins_OfTheConfiguration_ServeFromTheStartOn()
    {
        await using var plane = await ControlPlane.StartAsync(settings: ["--Branches:Pins:ws-order/f1", "10.0.0.5:8080, [fd00::5]:8080"]);

        var answer = await plane.ReadAsync("/v1/explain?service=ws-order&branch=f1");

        Assert.Equal(["10.0.0.5:8080", "[fd00::5]:8080"], answer["servedBy"]!.AsArray().Select(instance => (string)instance!["address"]!));
        Assert.All(answer["servedBy"]!.AsArray(), instance => Assert.True((bool)instance!["pinned"]!));
    }

    [Fact]
    public async Task Pins_OfTheConfiguration_FollowIt()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "pins.json");
            await WriteAsync(file, """{"ws-order/f1": "10.0.0.5:8080", "ws-order/f2": "10.0.0.6:8080", "ws-bff/f1": "10.0.0.7:8080"}""");
            await using var plane = await ControlPlane.StartAsync(file: file);

            // What is wrong leaves all as it was; somebody else's pin is not taken.
            await WriteAsync(file, """{"ws-order/f1": "somewhere:8080"}""");
            await Wait.UntilAsync(() => plane.Part<IConfiguration>()["Branches:Pins:ws-order/f1"] == "somewhere:8080");
            await PutAsync(plane, "ws-order/f2", "10.0.0.66:8080");
            Assert.Equal("ws-bff/f1=10.0.0.7:8080 ws-order/f1=10.0.0.5:8080 ws-order/f2=10.0.0.66:8080", await PlacesAsync(plane));

            await WriteAsync(file, """{"ws-order/f1": "10.0.0.9:8080", "ws-bff/f1": "10.0.0.7:8080", "ws-bff/f3": "10.0.0.8:8080"}""");

            await Wait.UntilAsync(() => PlacesAsync(plane), places => places == "ws-bff/f1=10.0.0.7:8080 ws-bff/f3=10.0.0.8:8080 ws-order/f1=10.0.0.9:8080 ws-order/f2=10.0.0.66:8080");

            await WriteAsync(file, """{"ws-order/f1": "10.0.0.9:8080"}""");

            await Wait.UntilAsync(() => PlacesAsync(plane), places => places == "ws-order/f1=10.0.0.9:8080 ws-order/f2=10.0.0.66:8080");
            Assert.Equal(1, (await plane.ReadAsync("/v1/audit")).AsArray().Count(entry => (string)entry!["change"]! == "joined" && (string)entry["address"]! == "10.0.0.7:8080"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("ws-order", "10.0.0.5:8080", "Branches:Pins:ws-order: expected the names of a service and a branch, such as ws-order/f1.")]
    [InlineData("ws-order/F1", "10.0.0.5:8080", "Branches:Pins:ws-order/F1: expected the names of a service and a branch")]
    [InlineData("ws-order/f1", "localhost:8080", "Branches:Pins:ws-order/f1: 'localhost:8080': expected 1 to 64 of an IP address and a port")]
    [InlineData("ws-order/f1", "10.0.0.5:8080, 10.0.0.6", "Branches:Pins:ws-order/f1: '10.0.0.5:8080, 10.0.0.6': expected")]
    [InlineData("ws-order/f1", ",", "Branches:Pins:ws-order/f1: ',': expected")]
    public async Task Pin_ThatIsWrong_RefusesTheStart_AndIsNamed(string name, string addresses, string expected)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ControlPlane.StartAsync(settings: [$"--Branches:Pins:{name}", addresses]));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private static async Task PutAsync(ControlPlane plane, string name, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/pins/{name}") { Content = JsonContent.Create(new { addresses = new[] { address } }), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", ControlPlane.Token) } };
        using var answer = await plane.Json.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static Task WriteAsync(string file, string pins) => File.WriteAllTextAsync(file, $$$"""{"Branches": {"Pins": {{{pins}}}}}""", TestContext.Current.CancellationToken);

    private static async Task<string> PlacesAsync(ControlPlane plane) => string.Join(' ', (await plane.ReadAsync("/v1/branches"))["services"]!.AsArray().SelectMany(
        service => service!["branches"]!.AsArray().Select(branch => $"{service["service"]}/{branch!["branch"]}={branch["instances"]![0]!["address"]}")));
}
