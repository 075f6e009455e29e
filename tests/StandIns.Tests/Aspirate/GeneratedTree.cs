using System.Text;
using Aspirate;
using WsAspire.Testing;
using YamlDotNet.RepresentationModel;

namespace StandIns.Tests.Aspirate;

/// <summary>Runs the stand-in for Aspirate on a manifest, in a folder of its own.</summary>
internal sealed class GeneratedTree : IDisposable
{
    /// <summary>The options that there have to be.</summary>
    public static readonly string[] NeededOptions =
        ["--skip-build", "--non-interactive", "--disable-secrets", "--disable-state", "--image-pull-policy", "IfNotPresent", "--include-dashboard", "false"];

    private readonly string _folder = TestFolder.Create("aspirate");

    /// <summary>What it said of what it did.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Its warnings and faults.</summary>
    public string Error { get; private set; } = "";

    /// <summary>The folder that it writes to.</summary>
    public string Path => System.IO.Path.Combine(_folder, "out");

    /// <summary>Its files by path, in the order of paths.</summary>
    public SortedDictionary<string, string> Files => Read(Path);

    /// <summary>Reads a tree: texts by path.</summary>
    public static SortedDictionary<string, string> Read(string folder) => new(
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
                file => System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/'), file => Encoding.UTF8.GetString(File.ReadAllBytes(file)))
            : [],
        StringComparer.Ordinal);

    /// <summary>Generates from these resources.</summary>
    /// <param name="resources">The members of the manifest's <c>resources</c>, as JSON.</param>
    /// <param name="options">What stands behind the options that there have to be.</param>
    /// <returns>The exit code.</returns>
    public int Generate(string resources, params string[] options) => Run(Write($$"""{ "resources": { {{resources}} } }"""), [.. NeededOptions, .. options]);

    /// <summary>Generates from this file, with these options alone.</summary>
    public int Run(string manifest, params string[] options)
    {
        using StringWriter output = new(), error = new();
        var exitCode = GenerateCommand.Run(["generate", "-m", manifest, "-o", Path, .. options], output, error);
        (Output, Error) = (output.ToString(), error.ToString());
        return exitCode;
    }

    /// <summary>Generates from these resources, which have to be good.</summary>
    public GeneratedTree With(string resources, params string[] options)
    {
        var exitCode = Generate(resources, options);
        Assert.True(exitCode == 0, Error);
        return this;
    }

    /// <summary>Writes a manifest.</summary>
    /// <returns>Its path.</returns>
    public string Write(string text)
    {
        var path = System.IO.Path.Combine(_folder, "manifest.json");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The variables of a resource, as a YAML parser reads the file: <c>NAME=value</c> each.</summary>
    public IReadOnlyList<string> Literals(string resource) =>
        Texts(((YamlMappingNode)Yaml($"{resource}/kustomization.yaml")["configMapGenerator"][0])["literals"]);

    /// <summary>A member of the container of a resource, as a YAML parser reads the file.</summary>
    public YamlNode Container(string resource, string member, string file = "deployment.yaml") => Yaml($"{resource}/{file}")["spec"]["template"]["spec"]["containers"][0][member];

    /// <summary>A file, as a YAML parser reads it.</summary>
    public YamlNode Yaml(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Files[file]));
        return Assert.Single(yaml.Documents).RootNode;
    }

    /// <summary>The items of a list of texts.</summary>
    public static IReadOnlyList<string> Texts(YamlNode list) => [.. ((YamlSequenceNode)list).Select(item => Assert.IsType<YamlScalarNode>(item).Value!)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
