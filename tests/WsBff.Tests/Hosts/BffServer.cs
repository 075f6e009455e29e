using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using WsAspire.Testing.OpenApi;
using WsBff.Clients;

namespace WsBff.Tests.Hosts;

/// <summary>The BFF itself on a real socket, and a client that holds each answer against the OpenAPI document.</summary>
public sealed class BffServer : IAsyncDisposable
{
    private readonly WebApplicationFactory<OrderClient> _factory;

    private BffServer(WebApplicationFactory<OrderClient> factory, HttpClient plain, DocumentedHandler documented)
    {
        _factory = factory;
        Plain = plain;
        Documented = documented;
        Client = new HttpClient(documented, disposeHandler: false) { BaseAddress = plain.BaseAddress };
    }

    /// <summary>Fails on an answer that the OpenAPI document does not have.</summary>
    public HttpClient Client { get; }

    /// <summary>Takes any answer.</summary>
    public HttpClient Plain { get; }

    /// <summary>The BFF's own parts.</summary>
    public IServiceProvider Services => _factory.Services;

    /// <summary>What the document said of the answers so far.</summary>
    internal DocumentedHandler Documented { get; }

    /// <summary>Starts the BFF.</summary>
    /// <param name="order">Where ws-order is.</param>
    /// <param name="settings">More configuration.</param>
    /// <param name="log">Takes what it logs. Null drops it.</param>
    public static async Task<BffServer> StartAsync(string order, IReadOnlyDictionary<string, string>? settings = null, ILoggerProvider? log = null)
    {
        var factory = new WebApplicationFactory<OrderClient>().WithWebHostBuilder(builder =>
        {
            builder.UseSetting("urls", "http://127.0.0.1:0");
            builder.UseSetting("services:ws-order:http:0", order);
            foreach (var (key, value) in settings ?? new Dictionary<string, string>())
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureLogging(logging =>
            {
                logging.ClearProviders();
                if (log is not null)
                {
                    logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
                }
            });
        });
        factory.UseKestrel();
        factory.StartServer();
        var plain = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = factory.ClientOptions.BaseAddress };
        return new BffServer(factory, plain, await DocumentedHandler.CreateAsync(plain));
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Plain.Dispose();
        await _factory.DisposeAsync();
    }
}
