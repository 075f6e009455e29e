using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WsAspire.ServiceDefaults.Branching;
using WsAspire.ServiceDefaults.Tests.Hops;

namespace WsAspire.ServiceDefaults.Tests.Branching;

/// <summary>Two services: ws-a calls ws-b, by gRPC and by HTTP.</summary>
public sealed class HopServices : IAsyncDisposable
{
    private HopServices(SampleService a, SampleService b, ConcurrentQueue<string> seen)
    {
        A = a;
        B = b;
        SeenByB = seen;
    }

    public SampleService A { get; }

    public SampleService B { get; }

    /// <summary>Header <c>branch</c> of all requests that reached ws-b, empty where there was none.</summary>
    public ConcurrentQueue<string> SeenByB { get; }

    public HopService.HopServiceClient Client => new(A.Channel);

    /// <summary>Starts both.</summary>
    /// <param name="a">More arguments of ws-a.</param>
    /// <param name="b">More arguments of ws-b.</param>
    /// <param name="beforeB">What stands before the methods of ws-b; it is given the number of the request, from 1.</param>
    /// <param name="client">Changes the client of ws-a.</param>
    public static async Task<HopServices> StartAsync(
        string[]? a = null, string[]? b = null, Func<int, HttpContext, RequestDelegate, Task>? beforeB = null, Action<IHttpClientBuilder>? client = null)
    {
        var seen = new ConcurrentQueue<string>();
        var count = 0;
        var second = await SampleService.StartAsync(
            ["--urls", "http://127.0.0.1:0", "--ServiceName", "ws-b", .. b ?? []],
            null,
            map: app =>
            {
                app.Use((HttpContext context, RequestDelegate next) =>
                {
                    seen.Enqueue(context.Request.Headers["branch"].ToString());
                    return beforeB?.Invoke(Interlocked.Increment(ref count), context, next) ?? next(context);
                });
                Map(app);
            });
        try
        {
            var first = await SampleService.StartAsync(
                ["--urls", "http://127.0.0.1:0", "--ServiceName", "ws-a", "--services:ws-other:http:0", second.Addresses[0], .. a ?? []],
                null,
                builder =>
                {
                    var added = builder.AddServiceGrpcClient<HopService.HopServiceClient>("ws-other");
                    client?.Invoke(added);
                    builder.Services.AddHttpClient("other", http => http.BaseAddress = second.Address);
                },
                Map);
            return new HopServices(first, second, seen);
        }
        catch
        {
            await second.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
    }

    private static void Map(WebApplication app)
    {
        app.MapGrpcService<HopGrpcService>();
        app.MapGet("/hop", async (HttpContext context, IHttpClientFactory clients, IServiceProvider services) =>
        {
            var own = $"{BranchContext.Current?.Branch}|{context.Request.Headers["branch"]}|{context.Request.Headers.Baggage}";
            return services.GetService<HopService.HopServiceClient>() is null ? own : $"{own} {await clients.CreateClient("other").GetStringAsync(new Uri("hop", UriKind.Relative))}";
        });
        app.MapGet("/hop/blocking", (IHttpClientFactory clients) =>
        {
            using var client = clients.CreateClient("other");
            using var request = new HttpRequestMessage(HttpMethod.Get, "hop");
            using var answer = client.Send(request);
            return new StreamReader(answer.Content.ReadAsStream()).ReadToEnd();
        });
        app.MapGet("/hop/own", async (IHttpClientFactory clients) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "hop") { Headers = { { "branch", "f9" } } };
            using var answer = await clients.CreateClient("other").SendAsync(request);
            return await answer.Content.ReadAsStringAsync();
        });
        app.MapPost("/hop", (HttpContext context) => context.Features.Get<BranchContext>()?.Branch ?? "");
    }
}
