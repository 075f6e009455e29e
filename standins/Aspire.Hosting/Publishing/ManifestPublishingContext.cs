using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Publishing;

/// <summary>The manifest while it is written.</summary>
public sealed class ManifestPublishingContext(
    DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
{
    private readonly PublishedPorts _ports = new();
    private readonly Dictionary<string, IResource> _referenced = [];

    /// <summary>What is being done: publish.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>The manifest's file.</summary>
    public string ManifestPath { get; } = manifestPath;

    /// <summary>Writes the manifest.</summary>
    public Utf8JsonWriter Writer { get; } = writer;

    /// <summary>Cancels the writing.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Makes an absolute path relative to the manifest's folder, with slashes.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public string? GetManifestRelativePath(string? path) => path is null ? null
        : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(ManifestPath))!, path.Replace('\\', '/')).Replace('\\', '/');

    /// <summary>Writes a container.</summary>
    public async Task WriteContainerAsync(ContainerResource container)
    {
        if (container.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            Writer.WriteString("type", "container.v1");
            WriteConnectionString(container);
            WriteBuild(build);
        }
        else
        {
            Writer.WriteString("type", "container.v0");
            WriteConnectionString(container);
            Writer.WriteString("image", container.TryGetContainerImageName(out var image) ? image
                : throw new DistributedApplicationException("Could not get container image name."));
        }

        WriteUnlessNull("entrypoint", container.Entrypoint);
        await WriteCommandLineArgumentsAsync(container);
        WriteMounts(container, "bindMounts", ContainerMountType.BindMount, "source", GetManifestRelativePath);
        WriteMounts(container, "volumes", ContainerMountType.Volume, "name", name => name);
        await WriteEnvironmentVariablesAsync(container);
        WriteBindings(container);
    }

    /// <summary>Writes the connection string, if the resource has one.</summary>
    public void WriteConnectionString(IResource resource) =>
        WriteUnlessNull("connectionString", (resource as IResourceWithConnectionString)?.ConnectionStringExpression.ValueExpression);

    /// <summary>Writes the endpoints.</summary>
    public void WriteBindings(IResource resource)
    {
        if (!resource.TryGetEndpoints(out var endpoints))
        {
            return;
        }

        WriteObject("bindings", () =>
        {
            foreach (var (endpoint, port, targetPort) in _ports.Resolve(resource, endpoints))
            {
                WriteObject(endpoint.Name, () =>
                {
                    Writer.WriteString("scheme", endpoint.UriScheme);
                    Writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
                    Writer.WriteString("transport", endpoint.Transport);
                    WriteUnlessNull("port", port);
                    WriteUnlessNull("targetPort", targetPort);
                    WriteUnlessNull("external", endpoint.IsExternal ? true : null);
                });
            }
        });
    }

    /// <summary>Writes the variables.</summary>
    public async Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        var variables = await ResourceEvaluation.EnvironmentAsync(resource, ExecutionContext, NullLogger.Instance, CancellationToken);
        if (variables.Count > 0)
        {
            WriteObject("env", () =>
            {
                foreach (var variable in variables)
                {
                    Writer.WriteString(variable.Name, variable.Value);
                    TryAddDependentResources(variable.Raw);
                }
            });
        }
    }

    /// <summary>Writes the arguments.</summary>
    public async Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        var arguments = await ResourceEvaluation.ArgumentsAsync(resource, ExecutionContext, NullLogger.Instance, CancellationToken);
        if (arguments.Count > 0)
        {
            Writer.WriteStartArray("args");
            foreach (var argument in arguments)
            {
                Writer.WriteStringValue(argument.Value);
                TryAddDependentResources(argument.Raw);
            }

            Writer.WriteEndArray();
        }
    }

    /// <summary>Writes the resources that <paramref name="value"/> is made of at the end, unless they are in the model.</summary>
    public void TryAddDependentResources(object? value)
    {
        if (value is IResource resource)
        {
            _referenced.TryAdd(resource.Name, resource);
        }
        else if (value is IValueWithReferences made)
        {
            foreach (var reference in made.References)
            {
                TryAddDependentResources(reference);
            }
        }
    }

    internal async Task WriteModelAsync(DistributedApplicationModel model)
    {
        Writer.WriteStartObject();
        Writer.WriteString("$schema", "https://json.schemastore.org/aspire-8.0.json");
        Writer.WriteStartObject("resources");
        foreach (var resource in model.Resources)
        {
            await WriteResourceAsync(resource);
        }

        foreach (var resource in _referenced.Values.Where(r => model.Resources.All(known => known.Name != r.Name)).ToList())
        {
            await WriteResourceAsync(resource);
        }

        Writer.WriteEndObject();
        Writer.WriteEndObject();
        await Writer.FlushAsync(CancellationToken);
    }

    private async Task WriteResourceAsync(IResource resource)
    {
        if (resource.IsExcludedFromPublish())
        {
            return;
        }

        Writer.WriteStartObject(resource.Name);
        await (resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var manifest) ? manifest.Callback!(this) : WriteContentAsync(resource));
        Writer.WriteEndObject();
    }

    private async Task WriteContentAsync(IResource resource)
    {
        switch (resource)
        {
            case ContainerResource container:
                await WriteContainerAsync(container);
                break;
            case ProjectResource project:
                Writer.WriteString("type", "project.v0");
                Writer.WriteString("path", GetManifestRelativePath(project.Annotations.OfType<IProjectMetadata>().Last().ProjectPath));
                await WriteProcessAsync(project);
                break;
            case ExecutableResource executable:
                Writer.WriteString("type", "executable.v0");
                WriteConnectionString(executable);
                Writer.WriteString("workingDirectory", GetManifestRelativePath(executable.WorkingDirectory));
                Writer.WriteString("command", executable.Command);
                await WriteProcessAsync(executable);
                break;
            case ParameterResource parameter:
                WriteParameter(parameter);
                break;
            case IResourceWithConnectionString:
                Writer.WriteString("type", "value.v0");
                WriteConnectionString(resource);
                break;
            case FormattedValue formatted:
                Writer.WriteString("type", "annotated.string");
                Writer.WriteString("value", formatted.Value);
                Writer.WriteString("filter", formatted.Filter);
                break;
            default:
                Writer.WriteString("error", "This resource does not support generation in the manifest.");
                break;
        }
    }

    private async Task WriteProcessAsync(IResource resource)
    {
        await WriteCommandLineArgumentsAsync(resource);
        await WriteEnvironmentVariablesAsync(resource);
        WriteBindings(resource);
    }

    private void WriteParameter(ParameterResource parameter)
    {
        Writer.WriteString("type", "parameter.v0");
        WriteUnlessNull("connectionString", parameter.IsConnectionString ? parameter.ValueExpression : null);
        Writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        WriteObject("inputs", () => WriteObject("value", () =>
        {
            Writer.WriteString("type", "string");
            WriteUnlessNull("secret", parameter.Secret ? true : null);
            if (parameter.Default is { } given)
            {
                WriteObject("default", () => given.WriteToManifest(this));
            }
        }));
    }

    private void WriteBuild(DockerfileBuildAnnotation build) => WriteObject("build", () =>
    {
        Writer.WriteString("context", GetManifestRelativePath(build.ContextPath));
        Writer.WriteString("dockerfile", GetManifestRelativePath(build.DockerfilePath));
        WriteUnlessNull("stage", build.Stage);
    });

    private void WriteMounts(ContainerResource container, string property, ContainerMountType type, string source, Func<string?, string?> written)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().Where(m => m.Type == type).ToList();
        if (mounts.Count == 0)
        {
            return;
        }

        Writer.WriteStartArray(property);
        foreach (var mount in mounts)
        {
            Writer.WriteStartObject();
            WriteUnlessNull(source, written(mount.Source));
            Writer.WriteString("target", mount.Target);
            Writer.WriteBoolean("readOnly", mount.IsReadOnly);
            Writer.WriteEndObject();
        }

        Writer.WriteEndArray();
    }

    private void WriteObject(string name, Action writeContent)
    {
        Writer.WriteStartObject(name);
        writeContent();
        Writer.WriteEndObject();
    }

    private void WriteUnlessNull(string name, object? value)
    {
        if (value is not null)
        {
            Writer.WritePropertyName(name);
            JsonSerializer.Serialize(Writer, value);
        }
    }
}
