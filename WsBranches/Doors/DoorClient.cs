using System.Text;
using Microsoft.Extensions.Options;
using WsAspire.Branching;
using WsAspire.ServiceDefaults.Branching;

namespace WsBranches.Doors;

/// <summary>Sends requests through the doors that are configured, and to no other host: a redirection is an answer as others are.</summary>
internal sealed class DoorClient(IOptions<BranchesOptions> options, IOptions<BranchingOptions> branching, TimeProvider time) : IDisposable
{
    /// <summary>Bytes of a body that are shown.</summary>
    public const int MaxBody = 64 * 1024;

    /// <summary>How long an answer may take, its body included.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const int MaxFault = 512;

    // Not a client of the frame: it would repeat reads, look names up, and pass on the branch of the page's own request.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = Limit }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends a GET.</summary>
    /// <param name="service">Whose door; one that is configured.</param>
    /// <param name="path">Path and query, from the slash on.</param>
    /// <param name="branch">The branch to ask for; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DoorAnswer> GetAsync(string service, string path, string? branch, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(options.Value.Doors[service].GetLeftPart(UriPartial.Authority) + path));
        if (branch is not null)
        {
            request.Headers.Add(branching.Value.Header, branch);
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var start = time.GetTimestamp();
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var (body, isCut) = await ReadAsync(answer.Content, either.Token);
            var served = BranchServed.Parse(answer.Headers.TryGetValues(BranchHeaders.Served, out var values) ? string.Join(", ", values) : null, out var isWhole);
            return new DoorAnswer(time.GetElapsedTime(start), (int)answer.StatusCode, served, isWhole, answer.Content.Headers.ContentType?.ToString(), body, isCut, Fault: null);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return Failed(start, $"The door of {service} gave no whole answer in {Limit.TotalSeconds} s.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Failed(start, $"The door of {service} gave no answer: {Text.Printable(exception.Message, MaxFault)}");
        }
    }

    public void Dispose() => _client.Dispose();

    private DoorAnswer Failed(long start, string fault) => new(time.GetElapsedTime(start), null, [], IsWhole: true, null, null, IsCut: false, fault);

    private static async Task<(string Body, bool IsCut)> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MaxBody + 1];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return (Encoding.UTF8.GetString(bytes, 0, Math.Min(read, MaxBody)), read > MaxBody);
    }
}
