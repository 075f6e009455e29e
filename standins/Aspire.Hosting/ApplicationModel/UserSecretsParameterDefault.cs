using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting.ApplicationModel;

// Keeps what was generated, so that the data of an earlier run can still be opened. The next run finds it in the configuration.
internal sealed class UserSecretsParameterDefault(Assembly assembly, string name, ParameterDefault inner) : ParameterDefault
{
    public override void WriteToManifest(ManifestPublishingContext context) => inner.WriteToManifest(context);

    public override string GetDefaultValue()
    {
        var value = inner.GetDefaultValue();
        if (assembly.GetCustomAttribute<UserSecretsIdAttribute>()?.UserSecretsId is { } id)
        {
            var path = PathHelper.GetSecretsPathFromSecretsId(id);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var secrets = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsObject() : [];
            secrets[$"Parameters:{name}"] = value;
            File.WriteAllText(path, secrets.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        return value;
    }
}
