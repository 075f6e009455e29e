using System.Net;
using System.Net.Sockets;
using Grpc.Net.Client;
using Hello;
using Ws.Order.V1;
using WsAspire.Testing;

namespace WsOrder.Tests.Host;

/// <summary>The service as a process of its own on a real port, and a client of each face.</summary>
internal sealed class OrderHost : IAsyncDisposable
{
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);
    private readonly LeashedProcess _process;
    private readonly GrpcChannel _channel;

    private OrderHost(LeashedProcess process, Uri address)
    {
        _process = process;
        _channel = GrpcChannel.ForAddress(address);
        Json = new HttpClient { BaseAddress = address };
        Hello = new HelloHTTP.HelloHTTPClient(_channel);
        Orders = new OrderService.OrderServiceClient(_channel);
        Users = new UserService.UserServiceClient(_channel);
    }

    public HttpClient Json { get; }

    public HelloHTTP.HelloHTTPClient Hello { get; }

    public OrderService.OrderServiceClient Orders { get; }

    public UserService.UserServiceClient Users { get; }

    public string Output => _process.Output;

    /// <summary>Starts the service and waits until it lives.</summary>
    /// <param name="connectionString">Null means that no database is configured.</param>
    /// <param name="settings">More configuration, by the names of environment variables.</param>
    public static async Task<OrderHost> StartAsync(string? connectionString, params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var environment = Environment(connectionString);
        environment["ASPNETCORE_URLS"] = address.ToString();
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var host = new OrderHost(LeashedProcess.Start("dotnet", [Program], environment, AppContext.BaseDirectory), address);
        await host.WaitUntilAliveAsync();
        return host;
    }

    /// <summary>Migrates, and starts the service on the result.</summary>
    public static async Task<OrderHost> StartOnNewDatabaseAsync(DatabaseServer server)
    {
        await using var services = OrderServices.On(server.NameDatabase());
        await services.MigrateAsync();
        return await StartAsync(services.ConnectionString);
    }

    /// <summary>Runs <c>WsOrder migrate</c>.</summary>
    public static LeashedProcess Migrate(string? connectionString, params string[] arguments) =>
        LeashedProcess.Start("dotnet", [Program, "migrate", .. arguments], Environment(connectionString), AppContext.BaseDirectory);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        Json.Dispose();
        _channel.Dispose();
        await _process.DisposeAsync();
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "WsOrder.dll");

    private static Dictionary<string, string?> Environment(string? connectionString) => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_ENVIRONMENT"] = null,
        ["ConnectionStrings__orders"] = connectionString,
    };

    private async Task WaitUntilAliveAsync()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(s_startTimeout);
        while (true)
        {
            try
            {
                using var answer = await Json.GetAsync("/alive", timeout.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                throw new InvalidOperationException($"WsOrder did not start: {exception.Message}\n{Output}", exception);
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
