using System.Diagnostics;
using Microsoft.Extensions.Options;
using WsAspire.Branching;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Carries the branch of the flow on to other services, and notes who answers. Each attempt of a call passes here, be it a retry or a hedge.</summary>
internal sealed class BranchHandler(IOptions<BranchingOptions> options) : DelegatingHandler
{
    private readonly string _header = options.Value.Header;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        BranchContext.Flow is { } context ? SendAsync(request, context, cancellationToken) : base.SendAsync(request, cancellationToken);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (BranchContext.Flow is not { } context)
        {
            return base.Send(request, cancellationToken);
        }

        Carry(request, context);
        var response = base.Send(request, cancellationToken);
        Note(response, context);
        return response;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, BranchContext context, CancellationToken cancellationToken)
    {
        Carry(request, context);
        var response = await base.SendAsync(request, cancellationToken);
        Note(response, context);
        return response;
    }

    // A header that code has set itself stays.
    private void Carry(HttpRequestMessage request, BranchContext context)
    {
        if (!context.HasBranch || request.Headers.Contains(_header))
        {
            return;
        }

        request.Headers.TryAddWithoutValidation(_header, context.Branch);
        var baggage = request.Headers.TryGetValues(BranchHeaders.Baggage, out var given) ? given.ToArray() : OfTrace(Activity.Current);
        request.Headers.Remove(BranchHeaders.Baggage);
        request.Headers.TryAddWithoutValidation(BranchHeaders.Baggage, BranchBaggage.With(baggage, context.Branch));
    }

    private static void Note(HttpResponseMessage response, BranchContext context)
    {
        if (context.Served is not { } served)
        {
            return;
        }

        if (response.Headers.TryGetValues(BranchHeaders.Served, out var answer))
        {
            served.Add(answer);
        }
        else if (response.Content.Headers.ContentType?.MediaType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true)
        {
            response.Content = new TrailedContent(response, served);
        }
    }

    // What the runtime would write itself where the header is not there.
    private static string[] OfTrace(Activity? span) => span is null ? []
        : [.. span.Baggage.Select(member => $"{Uri.EscapeDataString(member.Key)}={Uri.EscapeDataString(member.Value ?? "")}")];
}
