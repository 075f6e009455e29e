using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

// The one place where variables and arguments get their values: expressions when publishing, real values when running.
internal static class ResourceEvaluation
{
    internal sealed record Evaluated(string Name, object Raw, string Value);

    internal static async Task<IReadOnlyList<Evaluated>> EnvironmentAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken cancellationToken)
    {
        EnvironmentCallbackContext context = new(executionContext, resource, cancellationToken: cancellationToken) { Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
        {
            await annotation.Callback(context);
        }

        return await EvaluateAsync(context.EnvironmentVariables, executionContext, cancellationToken);
    }

    internal static async Task<IReadOnlyList<Evaluated>> ArgumentsAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken cancellationToken)
    {
        CommandLineArgsCallbackContext context = new([], resource, cancellationToken) { ExecutionContext = executionContext, Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToList())
        {
            await annotation.Callback(context);
        }

        return await EvaluateAsync(context.Args.Select(a => KeyValuePair.Create("", a)), executionContext, cancellationToken);
    }

    private static async Task<IReadOnlyList<Evaluated>> EvaluateAsync(
        IEnumerable<KeyValuePair<string, object>> values, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        List<Evaluated> evaluated = [];
        foreach (var (name, given) in values)
        {
            var raw = given is IResourceBuilder<IResource> builder ? builder.Resource : given;
            var value = raw switch
            {
                IManifestExpressionProvider expression when executionContext.IsPublishMode => expression.ValueExpression,
                IValueProvider provider when executionContext.IsRunMode => await provider.GetValueAsync(cancellationToken),
                _ => Convert.ToString(raw, CultureInfo.InvariantCulture),
            };
            if (value is not null)
            {
                evaluated.Add(new(name, raw, value));
            }
        }

        return evaluated;
    }
}
