namespace WsAspire.Fuzz.Http2;

/// <summary>One way to misuse an HTTP/2 connection.</summary>
/// <param name="Name">What is done.</param>
/// <param name="MustBeCut">Whether the service has to end the connection; otherwise it may serve on.</param>
/// <param name="Settings">The settings that the client begins with; null for none.</param>
/// <param name="Bytes">What is sent, in pieces, after preface and settings.</param>
internal sealed record Http2Attack(string Name, bool MustBeCut, byte[]? Settings, IEnumerable<byte[]> Bytes)
{
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;
    private const byte Ack = 1;
    private const int UntilCut = 25;
    private const string Echo = "/ws.tests.fuzz.EverythingService/Echo";

    /// <summary>The attacks that are known by name, each bounded.</summary>
    /// <param name="size">How often each frame is repeated.</param>
    public static IReadOnlyList<Http2Attack> All(int size) =>
    [
        new("rapid reset", true, null, Together(Streams(UntilCut * size).SelectMany(stream => (byte[][])[Call(stream), Frame(FrameType.ResetStream, 0, stream, 0, 0, 0, 8)]))),
        new("streams that never end", false, null, Streams(size).Select(stream => Http2Connection.Frame(FrameType.Headers, EndHeaders, stream, Http2Connection.CallHeaders(Echo)))),
        new("ping flood", false, null, Repeat(size, Frame(FrameType.Ping, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8))),
        new("settings flood", false, null, Repeat(size, Frame(FrameType.Settings, 0, 0))),
        new("settings acknowledged that nobody sent", false, null, Repeat(size, Frame(FrameType.Settings, Ack, 0))),
        new("empty data flood", false, null, [Open(1), .. Repeat(size, Frame(FrameType.Data, 0, 1))]),
        new("priority flood", false, null, Repeat(size, Frame(FrameType.Priority, 0, 1, 0, 0, 0, 0, 1))),
        new("continuation flood", true, null, [Frame(FrameType.Headers, 0, 1, 0x83), .. Repeat(size, Http2Connection.Frame(FrameType.Continuation, 0, 1, Http2Connection.Header("a", new string('b', 200))))]),
        new("empty continuation flood", false, null, [Frame(FrameType.Headers, 0, 1, 0x83), .. Repeat(size, Frame(FrameType.Continuation, 0, 1))]),
        new("33 KiB of headers", true, null, [Http2Connection.Frame(FrameType.Headers, EndHeaders, 1, [.. Http2Connection.CallHeaders(Echo), .. Http2Connection.Header("a", new string('b', 12_000))]), .. Repeat(3, Http2Connection.Frame(FrameType.Headers, EndHeaders, 3, [.. Http2Connection.CallHeaders(Echo), .. Http2Connection.Header("a", new string('b', 12_000)), .. Http2Connection.Header("c", new string('d', 3_000))]))]),
        new("101 headers", false, null, [Http2Connection.Frame(FrameType.Headers, EndHeaders | EndStream, 1, [.. Http2Connection.CallHeaders(Echo), .. Enumerable.Range(0, 101).SelectMany(i => Http2Connection.Header($"h{i}", "v"))])]),
        new("header table bomb", true, null, [Http2Connection.Frame(FrameType.Headers, EndHeaders | EndStream, 1, [0x3f, 0xff, 0xff, 0xff, 0xff, 0x0f])]),
        new("window of 0, answers wanted", false, Setting(4, 0), Streams(100).SelectMany(stream => (byte[][])[Open(stream), Http2Connection.Frame(FrameType.Data, EndStream, stream, Big)])),
        new("window update to overflow", true, null, Repeat(3, Frame(FrameType.WindowUpdate, 0, 0, 0x7f, 0xff, 0xff, 0xff))),
        new("window update of 0", true, null, [Frame(FrameType.WindowUpdate, 0, 0, 0, 0, 0, 0)]),
        new("frame longer than allowed", true, null, [Http2Connection.Frame(FrameType.Data, 0, 1, new byte[100], length: 0xffffff)]),
        new("data on an idle stream", true, null, [Frame(FrameType.Data, 0, 7, 1)]),
        new("stream of the server", true, null, [Call(2)]),
        new("stream numbers going down", true, null, [Call(5), Call(3)]),
        new("push promise by a client", true, null, [Frame(FrameType.PushPromise, EndHeaders, 1, 0, 0, 0, 2)]),
        new("headers in the middle of headers", true, null, [Frame(FrameType.Headers, 0, 1, 0x83), Call(3)]),
        new("unknown frames", false, null, Repeat(size, Http2Connection.Frame((FrameType)0xbe, 0xff, 1, [1, 2, 3]))),
        new("length of settings that is none", true, null, [Frame(FrameType.Settings, 0, 0, 1, 2, 3)]),
        new("window too large", true, Setting(4, 0x80000000), []),
        new("half of a frame", false, null, [Http2Connection.Frame(FrameType.Headers, EndHeaders, 1, [0x83], length: 100)]),
    ];

    /// <summary>Frames that are each valid, changed at random.</summary>
    public static Http2Attack Random(Random random)
    {
        var frames = Enumerable.Range(0, random.Next(1, 30)).Select(_ =>
        {
            var payload = new byte[random.Next(40)];
            random.NextBytes(payload);
            var frame = random.Next(3) == 0
                ? Call((random.Next(50) * 2) + 1)
                : Http2Connection.Frame((FrameType)random.Next(11), (byte)random.Next(256), random.Next(-1, 40), payload);
            return random.Next(3) == 0 ? Inputs.ByteMutator.Mutate(random, frame) : frame;
        }).ToArray();
        return new Http2Attack("random frames", false, null, frames);
    }

    // A message Everything whose text asks for 60,000 bytes.
    private static byte[] Big => Inputs.GrpcFrames.Of([0x72, 11, .. "bytes=60000"u8]);

    private static byte[] Open(int stream) => Http2Connection.Frame(FrameType.Headers, EndHeaders, stream, Http2Connection.CallHeaders(Echo));

    private static byte[] Call(int stream) => Http2Connection.Frame(FrameType.Headers, EndHeaders | EndStream, stream, Http2Connection.CallHeaders(Echo));

    private static byte[] Frame(FrameType type, byte flags, int stream, params byte[] payload) => Http2Connection.Frame(type, flags, stream, payload);

    private static byte[] Setting(byte id, uint value) => [0, id, (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static IEnumerable<int> Streams(int count) => Enumerable.Range(0, count).Select(i => (2 * i) + 1);

    // Many at once, for a service has nothing to defend itself against while streams end as fast as they come.
    private static IEnumerable<byte[]> Together(IEnumerable<byte[]> frames) => frames.Chunk(1_000).Select(some => some.SelectMany(bytes => bytes).ToArray());

    private static IEnumerable<byte[]> Repeat(int count, byte[] frame)
    {
        const int AtATime = 100;
        byte[] many = [.. Enumerable.Repeat(frame, Math.Min(count, AtATime)).SelectMany(bytes => bytes)];
        return Enumerable.Repeat(many, Math.Max(1, count / AtATime));
    }
}
