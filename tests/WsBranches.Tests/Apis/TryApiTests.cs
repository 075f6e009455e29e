using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WsAspire.Testing;
using WsBranches.Access;
using WsBranches.Tests.Hosts;

namespace WsBranches.Tests.Apis;

public sealed class TryApiTests : IAsyncLifetime
{
    private ControlPlane _plane = null!;
    private WebApplication _door = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _door = builder.Build();
        _door.MapGet("/long", () => new string('x', 70_000));
        _door.MapGet("/away", () => Results.Redirect("http://127.0.0.1:1/other"));
        _door.MapGet("/never", async (HttpContext context) => await Task.Delay(Timeout.Infinite, context.RequestAborted));
        _door.MapFallback((HttpContext context) =>
        {
            context.Response.Headers["branch-served"] = "ws-bff=test(no-instance), ws-order=f1, <b>=x";
            return $"{context.Request.Method} {context.Request.Host} {context.Request.Path}{context.Request.QueryString} branch={context.Request.Headers["branch"]} cookies={context.Request.Headers.Cookie}";
        });
        await _door.StartAsync(Cancelled);
        _plane = await ControlPlane.StartAsync(settings: ["--Branches:Doors:ws-bff", DoorAddress, "--Branches:Doors:gone", $"http://127.0.0.1:{ServiceProcess.FreePort()}"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _plane.DisposeAsync();
        await _door.DisposeAsync();
    }

    private string DoorAddress => _door.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    [Fact]
    public async Task Try_SendsAGet_AndTellsWhoServedIt()
    {
        var (status, answer) = await TryAsync(new("ws-bff", "/orders/7?x=1", "f1"));

        Assert.Equal((200, 200), (status, (int)answer["status"]!));
        Assert.Equal($"GET {new Uri(DoorAddress).Authority} /orders/7?x=1 branch=f1 cookies=", (string)answer["body"]!);
        Assert.Equal("""[{"service":"ws-bff","branch":"test","reason":"no-instance"},{"service":"ws-order","branch":"f1","reason":null}]""", answer["hops"]!.ToJsonString());
        Assert.True((bool)answer["hasMore"]!);
        Assert.True((double)answer["durationMs"]! > 0);
    }

    [Theory]
    [InlineData("//127.0.0.1:1/x", "//127.0.0.1:1/x")]
    [InlineData("/@127.0.0.1:1/x", "/@127.0.0.1:1/x")]
    [InlineData("/\\127.0.0.1:1/x", "//127.0.0.1:1/x")]
    [InlineData("/x#http://127.0.0.1:1", "/x")]
    public async Task Path_ThatLooksLikeAnotherHost_StaysAtTheDoor(string path, string seen)
    {
        var (_, answer) = await TryAsync(new("ws-bff", path, null));

        Assert.Equal($"GET {new Uri(DoorAddress).Authority} {seen} branch= cookies=", (string)answer["body"]!);
    }

    [Fact]
    public async Task Redirection_IsAnAnswer()
    {
        var (_, answer) = await TryAsync(new("ws-bff", "/away", null));

        Assert.Equal(302, (int)answer["status"]!);
    }

    [Fact]
    public async Task Body_IsCutAt64KiB()
    {
        var (_, answer) = await TryAsync(new("ws-bff", "/long", null));

        Assert.Equal((65_536, true), (((string)answer["body"]!).Length, (bool)answer["isCut"]!));
    }

    [Fact]
    public async Task Answer_ThatDoesNotCome_IsGivenUpAfterTenSeconds()
    {
        var (status, answer) = await TryAsync(new("ws-bff", "/never", null));

        Assert.Equal((200, "The door of ws-bff gave no whole answer in 10 s."), (status, (string)answer["fault"]!));
        Assert.InRange((double)answer["durationMs"]!, 9_500, 20_000);
    }

    [Fact]
    public async Task Door_ThatIsGone_IsSaid()
    {
        var (status, answer) = await TryAsync(new("gone", "/", null));

        Assert.Equal(200, status);
        Assert.Contains("The door of gone gave no answer: Connection refused", (string)answer["fault"]!, StringComparison.Ordinal);
        Assert.Null(answer["status"]);
    }

    [Theory]
    [InlineData("ws-order", "/", null, "service: has to have a door: gone, ws-bff")]
    [InlineData(null, "/", null, "service: has to have a door: gone, ws-bff")]
    [InlineData("ws-bff", null, null, "path: has to begin with /")]
    [InlineData("ws-bff", "", null, "path: has to begin with /")]
    [InlineData("ws-bff", "http://127.0.0.1:1/", null, "path: has to begin with /")]
    [InlineData("ws-bff", "/a b", null, "path: has to begin with /")]
    [InlineData("ws-bff", "/a\r\nx: y", null, "path: has to begin with /")]
    [InlineData("ws-bff", "/", "F1", "branch: has to be a DNS label")]
    [InlineData("ws-bff", "/", "f1\r\nx: y", "branch: has to be a DNS label")]
    public async Task Request_ThatIsWrong_Is400AndNamesTheField(string? service, string? path, string? branch, string text)
    {
        var (status, answer) = await TryAsync(new(service, path, branch));

        Assert.Equal(400, status);
        Assert.Contains(text, answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null, null, 403)]
    [InlineData("1", "http://evil.example", null, null, 403)]
    [InlineData("1", "null", null, null, 403)]
    [InlineData("1", null, "evil.example", null, 401)]
    [InlineData("1", "http://evil.example", "evil.example", null, 401)]
    [InlineData("1", null, "evil.example", "Bearer wrong", 401)]
    [InlineData("1", null, null, "Bearer wrong", 401)]
    [InlineData("1", null, "ws-branches.example", "Bearer " + ControlPlane.Token, 200)]
    [InlineData("1", null, "localhost", null, 200)]
    [InlineData("1", "http://localhost", "localhost", null, 200)]
    public async Task Caller_OtherThanTheConsoleOfThisMachine_NeedsTheToken(string? header, string? origin, string? host, string? authorization, int expected)
    {
        var (status, _) = await TryAsync(new("ws-bff", "/", null), _plane.Address, header, origin, host, authorization);

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task Caller_OfAnotherMachine_NeedsTheToken()
    {
        var own = (await System.Net.Dns.GetHostAddressesAsync(System.Net.Dns.GetHostName(), AddressFamily.InterNetwork, Cancelled)).Concat(
            System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces().SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address))
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !System.Net.IPAddress.IsLoopback(address));
        Assert.SkipWhen(own is null, "this machine has no address but loopback");
        var port = ServiceProcess.FreePort();
        await using var plane = await ControlPlane.StartAsync(port: port, settings: ["--urls", $"http://*:{port}", "--Branches:Doors:ws-bff", DoorAddress]);
        var address = new Uri($"http://{own}:{port}");

        var (without, _) = await TryAsync(new("ws-bff", "/", null), address, "1", host: "localhost");
        var (with, _) = await TryAsync(new("ws-bff", "/", null), address, "1", authorization: "Bearer " + ControlPlane.Token);

        Assert.Equal((401, 200), (without, with));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task Method_OtherThanPost_IsRefused(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/v1/try") { Headers = { { ConsoleFilter.Header, "1" } } };
        using var answer = await _plane.Json.SendAsync(request, Cancelled);

        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Doors_AreListed()
    {
        var doors = (await _plane.ReadAsync("/v1/doors")).AsArray().Select(door => (string)door!["service"]!);

        Assert.Equal(["gone", "ws-bff"], doors);
    }

    [Theory]
    [InlineData("--Branches:Doors:WS_Order", "http://127.0.0.1:8080", "Branches:Doors:WS_Order: expected the name of a service")]
    [InlineData("--Branches:Doors:ws-order", "ftp://127.0.0.1/", "'ftp://127.0.0.1/': expected http:// or https://")]
    [InlineData("--Branches:Doors:ws-order", "http://127.0.0.1:8080/path", "'http://127.0.0.1:8080/path': expected http:// or https://")]
    [InlineData("--Branches:Doors:ws-order", "8080", "Branches:Doors:ws-order")]
    public async Task Door_ThatIsNoAddress_RefusesTheStart(string key, string value, string text)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ControlPlane.StartAsync(settings: [key, value]));

        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
    }

    private Task<(int Status, JsonNode Answer)> TryAsync(Asked asked) => TryAsync(asked, _plane.Address, "1");

    private static async Task<(int Status, JsonNode Answer)> TryAsync(
        Asked asked, Uri plane, string? header, string? origin = null, string? host = null, string? authorization = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(plane, "/v1/try")) { Content = JsonContent.Create(asked) };
        request.Headers.Host = host;
        request.Headers.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);
        foreach (var (name, value) in new[] { (ConsoleFilter.Header, header), ("Origin", origin) })
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        using var answer = await client.SendAsync(request, Cancelled);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!);
    }

    private sealed record Asked(string? Service, string? Path, string? Branch);
}
