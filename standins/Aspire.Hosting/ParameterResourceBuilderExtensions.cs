namespace Aspire.Hosting;

/// <summary>Adds parameters.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter whose value is given by configuration key <c>Parameters:name</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, given => ValueOf(builder, name, given), secret));

    /// <summary>Adds a parameter with a value; configuration comes first when the value is published as default.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    /// <summary>Adds a parameter with a value that is got when needed; configuration comes first when the value is published as default.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false) =>
        publishValueAsDefault && secret
            ? throw new ArgumentException("A parameter cannot be both secret and published as a default value.", nameof(secret))
            : builder.AddResource(new ParameterResource(name, given => given is null ? valueGetter() : ValueOf(builder, name, given), secret)
            {
                Default = publishValueAsDefault ? new ConstantParameterDefault(valueGetter) : null,
            });

    /// <summary>Adds a parameter with a default, which in run mode is kept in the AppHost's user secrets when <paramref name="persist"/>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.AddResource(CreateParameter(builder, name, value, secret, persist));

    /// <summary>Adds a connection string that is given by configuration key <c>ConnectionStrings:name</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string? environmentVariableName = null)
    {
        ConnectionStringParameterResource resource = new(name, _ => builder.Configuration.GetConnectionString(name) ?? throw new MissingParameterValueException(
            $"Connection string parameter resource could not be used because connection string '{name}' is missing."), environmentVariableName)
        {
            IsConnectionString = true,
        };
        return builder.AddResource<IResourceWithConnectionString>(resource);
    }

    internal static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret, bool persist) =>
        new(name, given => ValueOf(builder, name, given), secret)
        {
            Default = persist && builder is { ExecutionContext.IsRunMode: true, AppHostAssembly: { } assembly }
                ? new UserSecretsParameterDefault(assembly, name, value) : value,
        };

    private static string ValueOf(IDistributedApplicationBuilder builder, string name, ParameterDefault? given) =>
        builder.Configuration[$"Parameters:{name}"] ?? builder.Configuration[$"Parameters:{name.Replace('-', '_')}"] ?? given?.GetDefaultValue()
        ?? throw new MissingParameterValueException(
            $"Parameter resource could not be used because configuration key 'Parameters:{name}' is missing and the Parameter has no default value.");
}
