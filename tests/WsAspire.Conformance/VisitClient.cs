using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using RouteProgram;

namespace WsAspire.Conformance;

/// <summary>Makes each kind of request at a door.</summary>
public sealed class VisitClient(Uri door) : IDisposable
{
    private const int Messages = 3;
    private readonly HttpClient _http = new() { BaseAddress = door };
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(door, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true }, DisposeHttpClient = true });

    /// <summary>Makes a request.</summary>
    /// <param name="kind">How.</param>
    /// <param name="branch">The header; null is none.</param>
    /// <returns>The way of it, such as <c>ws-bff/test ws-order/b1</c>, and what <c>branch-served</c> says.</returns>
    public Task<(string Way, string Served)> VisitAsync(RequestKind kind, string? branch)
    {
        var client = new RouteService.RouteServiceClient(_channel);
        var headers = branch is null ? null : new Metadata { { "branch", branch } };
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30);
        return kind switch
        {
            RequestKind.Http1 => GetAsync(HttpVersion.Version11, branch),
            RequestKind.Http2 => GetAsync(HttpVersion.Version20, branch),
            RequestKind.Unary => ReadAsync(client.ReadAsync(new VisitRequest(), headers, deadline)),
            RequestKind.ServerStream => WatchAsync(client.Watch(new VisitRequest { Count = Messages }, headers, deadline)),
            RequestKind.ClientStream => CollectAsync(client.Collect(headers, deadline)),
            RequestKind.BidiStream => ChatAsync(client.Chat(headers, deadline)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }

    /// <summary>Writes once.</summary>
    /// <param name="isPlain">Whether by POST, else by gRPC.</param>
    /// <param name="branch">The header.</param>
    /// <param name="id">Names the write.</param>
    /// <param name="wait">How long the service takes after it has counted the write, in milliseconds.</param>
    /// <returns>Who answered.</returns>
    /// <exception cref="HttpRequestException">It failed: the text begins with the status, or with <c>cut</c> where the answer broke off.</exception>
    public async Task<string> WriteAsync(bool isPlain, string branch, string id, int wait)
    {
        if (isPlain)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"visit?id={id}&wait={wait}") { Headers = { { "branch", branch } } };
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return answer.IsSuccessStatusCode ? await ReadAllAsync(answer) : throw new HttpRequestException($"{(int)answer.StatusCode}: {answer.ReasonPhrase}");
        }

        try
        {
            return Text(await new RouteService.RouteServiceClient(_channel).WriteAsync(
                new VisitRequest { Id = id, WaitMs = wait }, new Metadata { { "branch", branch } }, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30)));
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
        {
            throw new HttpRequestException($"503: {exception.Status}", exception);
        }
        catch (RpcException exception) when (exception.Status.DebugException is IOException or HttpRequestException { InnerException: IOException })
        {
            throw new HttpRequestException($"cut: {exception.Status}", exception);
        }
    }

    /// <summary>Opens a stream of messages, 20 ms apart.</summary>
    public VisitStream StreamAsync(string branch, int count) => new(new RouteService.RouteServiceClient(_channel).Watch(
        new VisitRequest { Count = count, WaitMs = 20 }, new Metadata { { "branch", branch } }));

    public void Dispose()
    {
        _http.Dispose();
        _channel.Dispose();
    }

    internal static string Text(Visit visit) => $"{visit.Service}/{visit.Branch}{(visit.Next is null ? "" : " " + Text(visit.Next))}";

    private static string Served(Metadata trailers) => trailers.GetValue("branch-served") ?? "";

    private static async Task<(string, string)> ReadAsync(AsyncUnaryCall<Visit> call)
    {
        using (call)
        {
            return (Text(await call), Served(call.GetTrailers()));
        }
    }

    private static async Task<(string, string)> WatchAsync(AsyncServerStreamingCall<Visit> call)
    {
        using (call)
        {
            var ways = new List<string>();
            await foreach (var visit in call.ResponseStream.ReadAllAsync())
            {
                ways.Add(Text(visit));
            }

            return (One(ways), Served(call.GetTrailers()));
        }
    }

    private static async Task<(string, string)> CollectAsync(AsyncClientStreamingCall<VisitRequest, Visit> call)
    {
        using (call)
        {
            for (var i = 0; i < Messages; i++)
            {
                await call.RequestStream.WriteAsync(new VisitRequest());
            }

            await call.RequestStream.CompleteAsync();
            return (Text(await call), Served(call.GetTrailers()));
        }
    }

    private static async Task<(string, string)> ChatAsync(AsyncDuplexStreamingCall<VisitRequest, Visit> call)
    {
        using (call)
        {
            var ways = new List<string>();
            for (var i = 0; i < Messages; i++)
            {
                await call.RequestStream.WriteAsync(new VisitRequest());
                ways.Add(await call.ResponseStream.MoveNext(CancellationToken.None) ? Text(call.ResponseStream.Current) : "nobody");
            }

            await call.RequestStream.CompleteAsync();
            return await call.ResponseStream.MoveNext(CancellationToken.None)
                ? throw new InvalidDataException("There is one message more than were sent.")
                : (One(ways), Served(call.GetTrailers()));
        }
    }

    // Who answered may end within his answer.
    private static async Task<string> ReadAllAsync(HttpResponseMessage answer)
    {
        try
        {
            return await answer.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException exception)
        {
            throw new HttpRequestException($"cut: {exception.Message}", exception);
        }
    }

    // All messages of a stream come the same way.
    private static string One(List<string> ways) => ways.Count == Messages && ways.Distinct().Count() == 1
        ? ways[0]
        : throw new InvalidDataException($"expected {Messages} messages that came the same way, got {string.Join(", ", ways)}");

    private async Task<(string, string)> GetAsync(Version version, string? branch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "visit") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (branch is not null)
        {
            request.Headers.Add("branch", branch);
        }

        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode != HttpStatusCode.OK ? throw new HttpRequestException($"{(int)answer.StatusCode} {text}") : (text, string.Join(", ", answer.Headers.TryGetValues("branch-served", out var served) ? served : []));
    }
}
