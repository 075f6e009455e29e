using Microsoft.AspNetCore.Http.Features;

namespace WsBff.Errors;

/// <summary>Refuses bodies that say beforehand that they are too large, so that the sender reads the 413.</summary>
/// <remarks>Kestrel alone closes the connection while the sender still writes, and most senders then see a broken connection and no answer.
/// A body that is moderately too large is taken in and dropped; a larger one, or one without a length, still ends that way.</remarks>
internal sealed class BodyLimit(RequestDelegate next)
{
    /// <summary>Bytes that a body may have.</summary>
    public const long Largest = 1 << 20;

    private const long LargestDropped = 16 * Largest;

    /// <summary>Refuses, or goes on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!(context.Request.ContentLength > Largest))
        {
            return next(context);
        }

        if (context.Request.ContentLength <= LargestDropped && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestDropped;
        }

        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    }
}
