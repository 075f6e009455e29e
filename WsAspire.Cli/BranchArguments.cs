using System.Globalization;

namespace WsAspire.Cli;

/// <summary>What stands behind <c>./run branch</c>.</summary>
/// <param name="Verb"><c>add</c>, <c>list</c>, <c>remove</c>, <c>explain</c> or <c>manifest</c>.</param>
/// <param name="Name">The branch as it was given; empty for <c>list</c>.</param>
/// <param name="Service">The service; null where none was given.</param>
/// <param name="Worktree">The folder of another git worktree; null where none was given.</param>
/// <param name="Replicas">How many instances to add.</param>
/// <param name="State">The data folder of the system that is meant; null where none was given.</param>
/// <param name="IsJson">Whether a machine reads the list.</param>
/// <param name="Image">The image of a manifest; null where none was given.</param>
/// <param name="Namespace">The namespace of a manifest.</param>
/// <param name="Output">Where manifests are written; null for <c>deploy/branches</c>.</param>
internal sealed record BranchArguments(
    string Verb, string Name, string? Service = null, string? Worktree = null, int Replicas = 1, string? State = null, bool IsJson = false,
    string? Image = null, string Namespace = BranchArguments.DefaultNamespace, string? Output = null)
{
    /// <summary>The namespace of <c>deploy/overlays/local</c> and <c>production</c>.</summary>
    public const string DefaultNamespace = "ws";

    private const int MaxReplicas = 9;

    private static readonly Dictionary<string, string[]> s_options = new()
    {
        ["add"] = ["--service", "--worktree", "--replicas", "--state"],
        ["list"] = ["--json", "--state"],
        ["remove"] = ["--service", "--state"],
        ["explain"] = ["--service", "--state"],
        ["manifest"] = ["--service", "--image", "--replicas", "--namespace", "--output"],
    };

    /// <summary>Reads arguments.</summary>
    /// <exception cref="UsageException">There is an unknown verb or option, one too many, or one is missing.</exception>
    public static BranchArguments Parse(IReadOnlyList<string> arguments)
    {
        var verb = arguments.Count > 0 ? arguments[0] : "";
        if (!s_options.TryGetValue(verb, out var options))
        {
            throw new UsageException($"expected add, list, remove, explain or manifest, got '{verb}'; see ./run branch --help");
        }

        var names = new List<string>();
        var values = new Dictionary<string, string>();
        for (var i = 1; i < arguments.Count; i++)
        {
            var (option, value) = arguments[i].Split('=', 2) is [['-', '-', ..] and var left, var right] ? (left, right) : (arguments[i], null);
            if (!option.StartsWith('-'))
            {
                names.Add(arguments[i]);
            }
            else if (!options.Contains(option))
            {
                throw new UsageException($"{verb}: unknown option '{option}'; there are {string.Join(", ", options)}");
            }
            else if (!values.TryAdd(option, option == "--json" ? "" : value ?? (++i < arguments.Count ? arguments[i] : "")))
            {
                throw new UsageException($"{verb}: {option} is given twice");
            }
            else if (values[option].Length == 0 && option != "--json")
            {
                throw new UsageException($"{verb}: {option} needs a value");
            }
        }

        return new BranchArguments(
            verb,
            NameOf(verb, names),
            ValueOf(verb, values, "--service", verb is "add" or "manifest" ? "ws-order" : null),
            values.GetValueOrDefault("--worktree"),
            ReplicasOf(verb, values.GetValueOrDefault("--replicas")),
            values.GetValueOrDefault("--state"),
            values.ContainsKey("--json"),
            ValueOf(verb, values, "--image", verb == "manifest" ? "registry.example.com/ws/ws-order:f1" : null),
            values.GetValueOrDefault("--namespace", DefaultNamespace),
            values.GetValueOrDefault("--output"));
    }

    private static string? ValueOf(string verb, Dictionary<string, string> values, string option, string? sample) =>
        values.GetValueOrDefault(option) ?? (sample is null ? null : throw new UsageException($"{verb}: {option} is missing, such as {option} {sample}"));

    private static string NameOf(string verb, List<string> names) => (verb, names) switch
    {
        ("list", []) => "",
        ("list", _) => throw new UsageException($"list: unknown argument '{names[0]}'"),
        (_, []) => throw new UsageException($"{verb}: the name of the branch is missing, such as {verb} f1"),
        (_, [var name]) => name,
        _ => throw new UsageException($"{verb}: one name is expected, got {string.Join(' ', names)}"),
    };

    private static int ReplicasOf(string verb, string? text) => text is null
        ? 1
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxReplicas
            ? number
            : throw new UsageException($"{verb}: --replicas: expected 1 to {MaxReplicas}, got '{text}'");
}
