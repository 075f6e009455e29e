using System.Globalization;
using System.Net;
using Google.Protobuf.Reflection;
using WsAspire.Fuzz.Inputs;

namespace WsAspire.Fuzz;

/// <summary>The JSON face: whatever the body, the answer is no 5xx.</summary>
/// <param name="routes">Method, path and the message that the body is meant to be. <c>*</c> in the path is a parameter.</param>
internal sealed class JsonTarget(IReadOnlyList<(string Method, string Path, MessageDescriptor Body)> routes) : IFuzzTarget
{
    private const int MutationsAtMost = 4;

    private static readonly string[] s_contentTypes =
    [
        "application/json; charset=utf-8", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "application/vnd.x+json", "application/xml", "application/grpc", "x", "",
    ];

    private static readonly string[] s_parameters = ["1", "-1", "a", "%00", "%ff%fe", "%2f", "..", "9223372036854775808", "1e5", "NaN", "%ED%A0%80", "{}", "*", "%25", "a:b", "%C3%9C"];

    private static readonly string[] s_queries =
    [
        "", "", "", "?text=a", "?text=a&text=b", "?child.text=%ff", "?child.child.child.a_double=NaN", "?children.text=1", "?color=RED", "?color=7", "?color=", "?numbers=1&numbers=x", "?an_int32=1.5", "?by_name.a=1",
        "?time=x", "?age=1s", "?mask=a,b", "?data=====", "?=", "?&&&", "?nothing=1", "?wrapped_number=x", "?one_text=a&one_number=1", "?value=1", "?any=%7B%7D", "?a_bool=TRUE", "?optional_number=", "?%00=%00",
    ];

    private readonly IReadOnlyList<byte[]> _seeds = CorpusFiles.Read("json");

    public string Name => "json";

    public Version HttpVersion => System.Net.HttpVersion.Version11;

    public IEnumerable<FuzzInput> Corpus =>
        from seed in _seeds
        from route in routes
        select new FuzzInput(route.Method, route.Path.Replace("*", "1", StringComparison.Ordinal), seed, [("Content-Type", "application/json")]);

    public FuzzInput Make(Random random)
    {
        var (method, path, message) = routes[random.Next(routes.Count)];
        var body = random.Next(4) == 0 ? _seeds[random.Next(_seeds.Count)] : JsonInput.Make(random, message);
        for (var n = Math.Max(0, random.Next(-MutationsAtMost, MutationsAtMost)); n > 0; n--)
        {
            body = ByteMutator.Mutate(random, body);
        }

        var contentType = random.Next(10) == 0 ? s_contentTypes[random.Next(s_contentTypes.Length)] : "application/json";
        return new FuzzInput(
            method,
            path.Replace("*", random.Next(3) == 0 ? s_parameters[random.Next(s_parameters.Length)] : "1", StringComparison.Ordinal) + s_queries[random.Next(s_queries.Length)],
            body,
            [("Content-Type", contentType)]);
    }

    public Outcome Judge(HttpResponseMessage response)
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        return new Outcome(status, response.StatusCode >= HttpStatusCode.InternalServerError ? $"answered {status}" : null);
    }
}
