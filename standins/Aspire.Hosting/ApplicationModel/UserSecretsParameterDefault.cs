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

            // Another run may be reading: it sees the file as it was, or whole.
            var next = $"{path}.{Path.GetRandomFileName()}";
            File.WriteAllText(next, "");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            File.WriteAllText(next, secrets.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            File.Move(next, path, overwrite: true);
        }

        return value;
    }
}
