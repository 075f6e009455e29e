using System.Globalization;
using System.Net;
using WsAspire.Fuzz.Contract;
using WsAspire.Fuzz.Inputs;

namespace WsAspire.Fuzz;

/// <summary>The gRPC face: what cannot be read the library refuses in its own words, INTERNAL and UNKNOWN included. Our code never answers one of these.</summary>
internal sealed class GrpcTarget : IFuzzTarget
{
    private const string Service = "/ws.tests.fuzz.EverythingService/";
    private const string Internal = "13";
    private const string Unknown = "2";
    private const int BombSize = 32 << 20;

    // ErrorInterceptor's own text: it means that an exception came out of a method or an interceptor.
    private const string OwnMessage = "Internal error.";
    private const int ShownOfMessage = 44;

    private static readonly string[] s_paths =
    [
        Service + "Echo", Service + "Echo", Service + "Echo", Service + "Echo", Service + "Echo", Service + "Watch", Service + "Upload", Service + "Chat", Service + "Nothing", "/nothing/Known", "/grpc.health.v1.Health/Check",
    ];

    private static readonly (string Name, string Value)[] s_oddHeaders =
    [
        ("grpc-timeout", "1n"), ("grpc-timeout", "x"), ("grpc-timeout", "99999999H"), ("grpc-timeout", "-1S"), ("grpc-encoding", "gzip"), ("grpc-encoding", "deflate"), ("grpc-encoding", "nothing"),
        ("grpc-accept-encoding", "gzip"), ("grpc-accept-encoding", ",,;"), ("x-bin", "%%%"), ("x-bin", "AAAA"), ("grpc-status", "0"), ("grpc-message", "%00"), ("authorization", "Bearer x"),
    ];

    private static readonly string[] s_contentTypes =
        ["application/grpc+proto", "application/grpc+json", "application/grpc-web", "application/grpc-web-text", "application/grpcx", "application/json", "text/plain", "application/grpc; a=b", "application/GRPC"];

    private readonly IReadOnlyList<byte[]> _seeds = CorpusFiles.Read("grpc");

    public string Name => "grpc";

    public Version HttpVersion => System.Net.HttpVersion.Version20;

    // The bombs are made here: 32 MiB of zeros in a few kilobytes.
    public IEnumerable<FuzzInput> Corpus =>
    [
        .. from seed in _seeds from method in (string[])["Echo", "Watch", "Upload", "Chat"] select Input(Service + method, seed),
        Input(Service + "Echo", GrpcFrames.Of(GrpcFrames.Zip(new byte[BombSize]), flag: 1), ("grpc-encoding", "gzip")),
        Input(Service + "Chat", GrpcFrames.Of(GrpcFrames.Zip(GrpcFrames.Zip(new byte[BombSize])), flag: 1), ("grpc-encoding", "gzip")),
        Input(Service + "Echo", GrpcFrames.Of(new byte[(4 << 20) + 1])),
    ];

    public FuzzInput Make(Random random)
    {
        var frames = random.Next(4) == 0
            ? _seeds[random.Next(_seeds.Count)]
            : GrpcFrames.Make(random, () => Message(random));
        if (random.Next(6) == 0)
        {
            frames = ByteMutator.Mutate(random, frames);
        }

        var headers = random.Next(6) == 0 ? new[] { s_oddHeaders[random.Next(s_oddHeaders.Length)] } : [];
        var input = Input(s_paths[random.Next(s_paths.Length)], frames, headers);
        return random.Next(25) == 0
            ? input with { Headers = [("Content-Type", s_contentTypes[random.Next(s_contentTypes.Length)]), .. headers] }
            : input;
    }

    public Outcome Judge(HttpResponseMessage response)
    {
        var http = (int)response.StatusCode;
        var status = Read(response, "grpc-status");
        // A deadline that passed is told to a caller of plain HTTP as 504.
        var isDeadline = response is { StatusCode: HttpStatusCode.GatewayTimeout, RequestMessage: { } request } && request.Headers.Contains("grpc-timeout");
        if (http >= (int)HttpStatusCode.InternalServerError && !isDeadline)
        {
            return new Outcome($"HTTP {http}", $"answered HTTP {http}");
        }

        if (http != (int)HttpStatusCode.OK)
        {
            return new Outcome($"HTTP {http}");
        }

        if (response.Content.Headers.ContentType?.MediaType?.StartsWith("application/grpc-web", StringComparison.OrdinalIgnoreCase) == true)
        {
            // The status is in the body; a fault of ours is seen in what is logged.
            return new Outcome("gRPC-Web");
        }

        var message = Uri.UnescapeDataString(Read(response, "grpc-message"));
        var answer = string.Create(CultureInfo.InvariantCulture, $"{status} {message[..Math.Min(message.Length, ShownOfMessage)]}");
        var isOurs = status is Internal or Unknown && message.StartsWith(OwnMessage, StringComparison.Ordinal);
        return new Outcome(answer, isOurs ? $"answered {answer}" : status.Length == 0 ? "answered no grpc-status" : null);
    }

    private static byte[] Message(Random random)
    {
        var message = WireInput.Make(random, Everything.Descriptor);
        return random.Next(3) == 0 ? ByteMutator.Mutate(random, message) : message;
    }

    private static FuzzInput Input(string path, byte[] frames, params (string Name, string Value)[] headers) =>
        new("POST", path, frames, [("Content-Type", "application/grpc"), ("TE", "trailers"), .. headers]);

    private static string Read(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values) ? string.Join(',', values) : "";
}
