using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Web;

/// <summary>Gives the configured policy where no code of the service makes one. It is made once per change of the configuration.</summary>
internal sealed class CrossOriginPolicyProvider(IOptionsMonitor<CrossOriginOptions> configured, IOptions<CorsOptions> inCode) : ICorsPolicyProvider
{
    private Made? _made;

    /// <inheritdoc />
    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        var coded = inCode.Value.GetPolicy(policyName ?? inCode.Value.DefaultPolicyName);
        if (coded is not null || policyName is not null)
        {
            return Task.FromResult(coded);
        }

        var options = configured.CurrentValue;
        var made = _made;
        if (made?.Options != options)
        {
            _made = made = new Made(options, Task.FromResult<CorsPolicy?>(Create(options)));
        }

        return made.Policy;
    }

    private static CorsPolicy Create(CrossOriginOptions options)
    {
        var policy = new CorsPolicyBuilder().SetPreflightMaxAge(options.MaxAge).WithExposedHeaders(CrossOriginOptions.Split(options.ExposedHeaders) ?? ["*"]);
        _ = CrossOriginOptions.Split(options.Origins) is { } origins ? policy.WithOrigins(origins).SetIsOriginAllowedToAllowWildcardSubdomains() : policy.AllowAnyOrigin();
        _ = CrossOriginOptions.Split(options.Methods) is { } methods ? policy.WithMethods(methods) : policy.AllowAnyMethod();
        _ = CrossOriginOptions.Split(options.Headers) is { } headers ? policy.WithHeaders(headers) : policy.AllowAnyHeader();
        return (options.Credentials ? policy.AllowCredentials() : policy).Build();
    }

    private sealed record Made(CrossOriginOptions Options, Task<CorsPolicy?> Policy);
}
