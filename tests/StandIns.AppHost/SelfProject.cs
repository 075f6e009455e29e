using Aspire.Hosting;
using Aspire.Hosting.StandIns;

namespace StandIns.AppHost;

/// <summary>This program as a project of the model: what the AppHost SDK generates for a project reference.</summary>
public sealed class SelfProject : IProjectMetadata, IBuiltProject
{
    /// <inheritdoc />
    public string ProjectPath => Path.ChangeExtension(AssemblyPath, ".csproj");

    /// <inheritdoc />
    public string AssemblyPath => typeof(SelfProject).Assembly.Location;
}
