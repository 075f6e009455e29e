namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Says which variables the references that follow give; all by default.</summary>
    public static IResourceBuilder<TDestination> WithReferenceEnvironment<TDestination>(
        this IResourceBuilder<TDestination> builder, ReferenceEnvironmentInjectionFlags flags) where TDestination : IResourceWithEnvironment =>
        builder.WithAnnotation(new ReferenceEnvironmentInjectionAnnotation(flags), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Gives the connection string of <paramref name="source"/>, and its parts, as variables.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        var (resource, flags, name) = (source.Resource, builder.Flags(), connectionName ?? source.Resource.Name);
        return builder.WithRelationship(resource, "Reference").WithEnvironment(context =>
        {
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionString))
            {
                var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{name}";
                context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional);
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionProperties))
            {
                foreach (var (key, value) in resource.GetConnectionProperties())
                {
                    context.EnvironmentVariables[VariableName($"{name}_{key}")] = value;
                }
            }
        });
    }

    /// <summary>Gives the endpoints of <paramref name="source"/> as variables.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => builder.WithReference(source, source.Resource.Name);

    /// <summary>Gives the endpoints of <paramref name="source"/> as variables, under another name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment =>
        builder.WithRelationship(source.Resource, "Reference").WithEndpoints(name, source.Resource.GetEndpoints);

    /// <summary>Gives one endpoint as variables.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment =>
        builder.WithRelationship(endpointReference.Resource, "Reference").WithEndpoints(endpointReference.Resource.Name, () => [endpointReference]);

    /// <summary>Gives an address as variables; throws <see cref="InvalidOperationException"/> unless it is absolute and without a path.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        if (!uri.IsAbsoluteUri || uri.AbsolutePath != "/")
        {
            throw new InvalidOperationException("The uri for service reference must be absolute and its path must be \"/\".");
        }

        var flags = builder.Flags();
        return builder.WithEnvironment(context => AddEndpoint(context, flags, name, "default", uri.ToString(), VariableName(name)));
    }

    internal static IResourceBuilder<T> WithRelationship<T>(this IResourceBuilder<T> builder, IResource resource, string type) where T : IResource =>
        builder.WithAnnotation(new ResourceRelationshipAnnotation(resource, type));

    private static IResourceBuilder<T> WithEndpoints<T>(this IResourceBuilder<T> builder, string name, Func<IEnumerable<EndpointReference>> endpoints)
        where T : IResourceWithEnvironment
    {
        var flags = builder.Flags();
        return builder.WithEnvironment(context =>
        {
            foreach (var endpoint in endpoints())
            {
                AddEndpoint(context, flags, name, endpoint.EndpointName, endpoint, VariableName($"{name}_{endpoint.EndpointName}"));
            }
        });
    }

    private static void AddEndpoint(
        EnvironmentCallbackContext context, ReferenceEnvironmentInjectionFlags flags, string service, string endpoint, object value, string variable)
    {
        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
        {
            context.EnvironmentVariables[variable] = value;
        }

        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
        {
            context.EnvironmentVariables[$"services__{service}__{endpoint}__0"] = value;
        }
    }

    private static ReferenceEnvironmentInjectionFlags Flags<T>(this IResourceBuilder<T> builder) where T : IResource =>
        builder.Resource.Annotations.OfType<ReferenceEnvironmentInjectionAnnotation>().LastOrDefault()?.Flags ?? ReferenceEnvironmentInjectionFlags.All;

    // ws-order_http -> WS_ORDER_HTTP
    private static string VariableName(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
