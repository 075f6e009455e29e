using System.Globalization;

namespace WsAspire.Hosting.Branches;

/// <summary>What a service's instances have in their environment.</summary>
internal static class ServiceEnvironment
{
    // Each instance has its own of these.
    private static readonly string[] s_own = ["ASPNETCORE_URLS", "ASPNETCORE_HTTPS_PORT", "DOTNET_LAUNCH_PROFILE"];

    /// <summary>Evaluates the environment, but for what an orchestrator fills in for each instance.</summary>
    /// <param name="resource">The service.</param>
    /// <param name="context">The application's context.</param>
    /// <param name="cancellationToken">Stops waiting for values.</param>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        IResource resource, DistributedApplicationExecutionContext context, CancellationToken cancellationToken)
    {
        var gathered = new EnvironmentCallbackContext(context, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(gathered);
        }

        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in gathered.EnvironmentVariables.Where(pair => !s_own.Contains(pair.Key)))
        {
            var text = value is IValueProvider later ? await later.GetValueAsync(cancellationToken) : Convert.ToString(value, CultureInfo.InvariantCulture);
            if (text is not null && !text.Contains("{{", StringComparison.Ordinal))
            {
                environment[name] = text;
            }
        }

        return environment;
    }
}
