using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace StandIns.Tests.Aspirate;

/// <summary>What Aspirate 9.1 breaks, and its stand-in does not: the rows of docs/decisions/0019.</summary>
public sealed class FixedFaultTests : IDisposable
{
    private readonly GeneratedTree _tree = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public static TheoryData<string> AwkwardValues =>
    [
        "p&w\"<'é😀>",
        "Mode: fast #1",
        "ends:",
        " leads and trails ",
        "first\nsecond\r\n\tthird",
        """{"a":{"b":["{c}"]}}""",
        "{{ .Name }}",
        "\"in quotes\"",
        "'in quotes'",
        "\"",
        """C:\new\"x"#y: z""",
        "*&!|>%@`[,]",
    ];

    public void Dispose() => _tree.Dispose();

    [Theory]
    [MemberData(nameof(AwkwardValues))]
    public async Task Variable_WithAnAwkwardValue_ReachesTheConfigMapAsItIs(string value)
    {
        _tree.With($$""" "app": { "type": "container.v0", "image": "app:1", "env": { "X": {{Json(value)}} } } """);
        var isPairOfQuotes = value is ['"', .., '"'] or ['\'', .., '\''];

        Assert.Equal(isPairOfQuotes ? $"X=\"{value}\"" : $"X={value}", Assert.Single(_tree.Literals("app")));
        Assert.SkipUnless(Kustomize.IsThere, "kustomize is not on PATH");
        var built = new YamlStream();
        built.Load(new StringReader(await Kustomize.BuildAsync(_tree.Path, CancellationToken)));
        Assert.Equal(value, $"{built.Documents[0].RootNode["data"]["X"]}");
    }

    [Theory]
    [MemberData(nameof(AwkwardValues))]
    public void Parameter_WithAnAwkwardValue_IsTakenAsItIs(string value)
    {
        _tree.With(
            """
            "pw": { "type": "parameter.v0", "value": "{pw.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } },
            "app": { "type": "container.v0", "image": "app:1", "env": { "X": "Password={pw.value};" } }
            """,
            "-pa",
            $"pw={value}");

        Assert.Equal($"X=Password={value};", Assert.Single(_tree.Literals("app")));
    }

    [Theory]
    [InlineData("deployment.yaml", "")]
    [InlineData("statefulset.yaml", """, "volumes": [{ "target": "/data" }]""")]
    public void Arguments_ThatLookLikeAnotherThing_StayTexts(string file, string volumes)
    {
        string[] arguments = ["-c", "10", "true", "null", "0x1F", "2026-11-26", "1e3", "-", "key: value", "it's", "{db.bindings.tcp.host}", "*", "on", ""];
        _tree.With($$"""
            "db": { "type": "container.v0", "image": "db:1", "bindings": { "tcp": { "targetPort": 1 } } },
            "app": { "type": "container.v0", "image": "app:1", "args": {{Json(arguments)}}{{volumes}} }
            """);

        var list = (YamlSequenceNode)_tree.Container("app", "args", file);

        Assert.Equal(arguments.Select(argument => argument == "{db.bindings.tcp.host}" ? "db" : argument), GeneratedTree.Texts(list));
        // YamlDotNet keeps what is not quoted a text; Kubernetes does not.
        var bare = list.Cast<YamlScalarNode>().Where(item => item.Style == YamlDotNet.Core.ScalarStyle.Plain).Select(item => item.Value);
        Assert.Equal(file == "deployment.yaml" ? ["-c", "it's", "db"] : [], bare);
    }

    [Fact]
    public void Ports_ThatTwoEndpointsShare_StandOnce()
    {
        _tree.With(""" "app": { "type": "container.v1", "build": {}, "bindings": { "http": { "targetPort": 8080 }, "https": { "targetPort": 8080 }, "admin": { "targetPort": 9000 } } } """);

        Assert.EndsWith("  - name: http\n    port: 8080\n    targetPort: 8080\n  - name: admin\n    port: 9000\n    targetPort: 9000\n", _tree.Files["app/service.yaml"], StringComparison.Ordinal);
        Assert.Equal(2, ((YamlSequenceNode)_tree.Container("app", "ports")).Children.Count);
    }

    [Fact]
    public void Binding_WithAPortAlone_ListensThere()
    {
        _tree.With(""" "app": { "type": "container.v0", "image": "app:1", "bindings": { "admin": { "port": 9000 } } } """);

        Assert.Equal("9000", $"{_tree.Container("app", "ports")[0]["containerPort"]}");
    }

    [Fact]
    public void Name_ThatYamlReadsAsAnotherThing_IsQuoted()
    {
        _tree.With(""" "on": { "type": "container.v0", "image": "app:1", "bindings": { "y": { "targetPort": 1 } }, "env": { "A": "b" } } """);

        Assert.Contains("  name: 'on'\n", _tree.Files["on/deployment.yaml"], StringComparison.Ordinal);
        Assert.Contains("- name: 'y'\n", _tree.Files["on/service.yaml"], StringComparison.Ordinal);
        Assert.StartsWith("resources:\n- 'on'\n", _tree.Files["kustomization.yaml"], StringComparison.Ordinal);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}
