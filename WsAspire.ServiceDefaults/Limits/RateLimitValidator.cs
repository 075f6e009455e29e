using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Limits;

/// <summary>Refuses a partition by header that names none.</summary>
internal sealed class RateLimitValidator : IValidateOptions<RateLimitOptions>
{
    public ValidateOptionsResult Validate(string? name, RateLimitOptions options) => options is { Partition: RatePartition.Header, Header: null or "" }
        ? ValidateOptionsResult.Fail("RateLimit:header is missing; RateLimit:partition = \"Header\" needs the name of a header, such as X-Api-Key.")
        : ValidateOptionsResult.Success;
}
