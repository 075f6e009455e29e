namespace Aspirate;

/// <summary>What <c>aspirate generate</c> is told.</summary>
/// <param name="ManifestPath">The file to read.</param>
/// <param name="OutputPath">The folder to write to.</param>
/// <param name="ImagePullPolicy">Of every container.</param>
/// <param name="Registry">Where the images of projects and builds are; null for none.</param>
/// <param name="Tag">Tag of these images.</param>
/// <param name="Namespace">The namespace to make, in lower case; null for none.</param>
/// <param name="Parameters">Values of parameters by name.</param>
internal sealed record GenerateOptions(
    string ManifestPath, string OutputPath, string ImagePullPolicy, string? Registry, string Tag, string? Namespace, IReadOnlyDictionary<string, string> Parameters)
{
    private static readonly string[] s_policies = ["IfNotPresent", "Always", "Never"];

    /// <summary>Reads what stands behind <c>generate</c>.</summary>
    /// <exception cref="AspirateException">An option is unknown, missing, or has a value that this stand-in has nothing for.</exception>
    public static GenerateOptions Parse(IReadOnlyList<string> arguments)
    {
        var line = CommandLine.Parse(arguments);
        Require(line, "--skip-build", "true", "it builds no images");
        Require(line, "--non-interactive", "true", "it asks nothing");
        Require(line, "--disable-secrets", "true", "it keeps no secrets");
        Require(line, "--disable-state", "true", "it keeps no state");
        Require(line, "--include-dashboard", "false", "it writes no dashboard");

        return new GenerateOptions(
            line.Value("--aspire-manifest") ?? throw new AspirateException("--aspire-manifest is missing: this stand-in starts no AppHost"),
            line.Value("--output-path") ?? "aspirate-output",
            PolicyOf(line.Value("--image-pull-policy")),
            line.Value("--container-registry") is { Length: > 0 } registry ? registry : null,
            line.Value("--container-image-tag") is { Length: > 0 } tag ? tag : "latest",
            line.Value("--namespace") is { Length: > 0 } name ? name.ToLowerInvariant() : null,
            ParametersOf(line.Values("--parameter")));
    }

    private static void Require(CommandLine line, string option, string value, string reason)
    {
        if (!string.Equals(line.Value(option), value, StringComparison.OrdinalIgnoreCase))
        {
            throw new AspirateException($"{option}: expected {(value == "true" ? option : $"{option} {value}")}, got '{line.Value(option)}': this is a stand-in, {reason}");
        }
    }

    private static string PolicyOf(string? policy) => s_policies.Contains(policy)
        ? policy!
        : throw new AspirateException($"--image-pull-policy: expected {string.Join(", ", s_policies)}, got '{policy}'");

    private static Dictionary<string, string> ParametersOf(IReadOnlyList<string> given)
    {
        var parameters = new Dictionary<string, string>();
        foreach (var parameter in given)
        {
            var (name, value) = parameter.Split('=', 2) is [{ Length: > 0 } left, var right]
                ? (left, right)
                : throw new AspirateException($"--parameter: expected NAME=VALUE, got '{parameter}'");
            if (!parameters.TryAdd(name, value))
            {
                throw new AspirateException($"--parameter: '{name}' is given more than once");
            }
        }

        return parameters;
    }
}
