using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using WsBranches.Tests.Hosts;

namespace Aspire.Dashboard.Tests.Hosts;

/// <summary>A dashboard at ports of its own, with a client that has logged in and one that sends telemetry.</summary>
internal sealed class TestDashboard : IAsyncDisposable
{
    public const string Token = "the-browser-token";
    public const string Key = "the-api-key";

    private TestDashboard(DashboardApplication application, FakeResources resources)
    {
        (Application, Resources) = (application, resources);
        Client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = application.Page };
        Otlp = new HttpClient { BaseAddress = application.OtlpHttp, DefaultRequestHeaders = { { "x-otlp-api-key", Key } } };
        Channel = GrpcChannel.ForAddress(application.OtlpGrpc, new() { MaxSendMessageSize = null });
    }

    public DashboardApplication Application { get; }

    public FakeResources Resources { get; }

    /// <summary>A browser's client, once it has logged in.</summary>
    public HttpClient Client { get; }

    /// <summary>Sends telemetry by HTTP.</summary>
    public HttpClient Otlp { get; }

    /// <summary>Sends telemetry by gRPC.</summary>
    public GrpcChannel Channel { get; }

    public static Metadata Headers => new() { { "x-otlp-api-key", Key } };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<TestDashboard> StartAsync(int port = 0, bool login = true)
    {
        var resources = new FakeResources();
        var application = await DashboardApplication.StartAsync(
            new()
            {
                Page = new Uri($"http://localhost:{port}"),
                OtlpGrpc = new Uri("http://localhost:0"),
                OtlpHttp = new Uri("http://localhost:0"),
                BrowserToken = Token,
                OtlpApiKey = Key,
                ApplicationName = "Shop",
            },
            resources, Cancelled);
        var dashboard = new TestDashboard(application, resources);
        if (login)
        {
            using var answer = await dashboard.Client.GetAsync(application.Login, Cancelled);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        }

        return dashboard;
    }

    /// <summary>Reads JSON.</summary>
    public async Task<JsonNode> ReadAsync(string path) => (await Client.GetFromJsonAsync<JsonNode>(path, Cancelled))!;

    /// <summary>Reads JSON until it is right.</summary>
    public Task<JsonNode> ReadAsync(string path, Func<JsonNode, bool> isRight) => Wait.UntilAsync(() => ReadAsync(path), isRight);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Otlp.Dispose();
        Channel.Dispose();
        await Application.DisposeAsync();
    }
}
