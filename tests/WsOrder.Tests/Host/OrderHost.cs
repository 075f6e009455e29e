using Grpc.Net.Client;
using Hello;
using Ws.Order.V1;
using WsAspire.Testing;

namespace WsOrder.Tests.Host;

/// <summary>The service as a process of its own on a real port, and a client of each face.</summary>
internal sealed class OrderHost : IAsyncDisposable
{
    private readonly ServiceProcess _service;
    private readonly GrpcChannel _channel;

    private OrderHost(ServiceProcess service)
    {
        _service = service;
        _channel = GrpcChannel.ForAddress(service.Address);
        Hello = new HelloHTTP.HelloHTTPClient(_channel);
        Orders = new OrderService.OrderServiceClient(_channel);
        Users = new UserService.UserServiceClient(_channel);
    }

    public HttpClient Json => _service.Json;

    public HelloHTTP.HelloHTTPClient Hello { get; }

    public OrderService.OrderServiceClient Orders { get; }

    public UserService.UserServiceClient Users { get; }

    public string Output => _service.Output;

    /// <summary>Starts the service and waits until its start is over.</summary>
    /// <param name="connectionString">Null means that no database is configured.</param>
    /// <param name="settings">More configuration, by the names of environment variables.</param>
    public static async Task<OrderHost> StartAsync(string? connectionString, params (string Name, string Value)[] settings)
    {
        var environment = Environment(connectionString);
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return new OrderHost(await ServiceProcess.StartAsync(nameof(WsOrder), environment, TestContext.Current.CancellationToken));
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
        ServiceProcess.Run(nameof(WsOrder), ["migrate", .. arguments], Environment(connectionString));

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _service.DisposeAsync();
    }

    private static Dictionary<string, string?> Environment(string? connectionString) => new() { ["ConnectionStrings__orders"] = connectionString };
}
