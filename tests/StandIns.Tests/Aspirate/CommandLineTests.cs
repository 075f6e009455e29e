using Aspirate;

namespace StandIns.Tests.Aspirate;

/// <summary>What is refused, and how it is said.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Web = """ "web": { "type": "project.v0" } """;
    private const string Password = """ "pw": { "type": "parameter.v0", "value": "{pw.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } } """;
    private readonly GeneratedTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("--output-format helm", "unknown option '--output-format'; this stand-in for Aspirate 9.1 knows --aspire-manifest, --output-path, ")]
    [InlineData("--namespace", "--namespace: a value is missing: --namespace NAME")]
    [InlineData("--namespace a --namespace b", "--namespace: given more than once")]
    [InlineData("-pa web", "--parameter: expected NAME=VALUE, got 'web'")]
    [InlineData("-pa a=1 --parameter a=2", "--parameter: 'a' is given more than once")]
    public void Option_ThatCannotBe_IsNamed(string options, string message)
    {
        Assert.Equal(1, _tree.Generate(Web, options.Split(' ')));

        Assert.StartsWith($"aspirate: {message}", _tree.Error, StringComparison.Ordinal);
        Assert.Empty(_tree.Files);
    }

    [Theory]
    [InlineData("--skip-build", "--skip-build: expected --skip-build, got '': this is a stand-in, it builds no images")]
    [InlineData("--non-interactive", "--non-interactive: expected --non-interactive, got '': this is a stand-in, it asks nothing")]
    [InlineData("--disable-secrets", "--disable-secrets: expected --disable-secrets, got '': this is a stand-in, it keeps no secrets")]
    [InlineData("--disable-state", "--disable-state: expected --disable-state, got '': this is a stand-in, it keeps no state")]
    [InlineData("--image-pull-policy IfNotPresent", "--image-pull-policy: expected IfNotPresent, Always, Never, got ''")]
    [InlineData("--include-dashboard false", "--include-dashboard: expected --include-dashboard false, got '': this is a stand-in, it writes no dashboard")]
    public void Option_ThatIsNeeded_IsNamedWhereItIsMissing(string option, string message)
    {
        var others = string.Join(' ', GeneratedTree.NeededOptions).Replace(option, "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(1, _tree.Run(_tree.Write($$"""{ "resources": { {{Web}} } }"""), others));

        Assert.Equal($"aspirate: {message}\n", _tree.Error);
    }

    [Fact]
    public void Policy_InAnotherCase_IsRefused()
    {
        var options = GeneratedTree.NeededOptions.Select(option => option == "IfNotPresent" ? "always" : option).ToArray();

        Assert.Equal(1, _tree.Run(_tree.Write($$"""{ "resources": { {{Web}} } }"""), options));

        Assert.Equal("aspirate: --image-pull-policy: expected IfNotPresent, Always, Never, got 'always'\n", _tree.Error);
    }

    [Fact]
    public void Options_InTheirOtherForms_AreTheSame()
    {
        string[] options = ["--skip-build=true", "--non-interactive", "true", "--disable-secrets", "--no-state", "--image-pull-policy=Always", "--with-dashboard", "False", "-ct", "2", "-ct", "3"];

        Assert.Equal(0, _tree.Run(_tree.Write($$"""{ "resources": { {{Web}} } }"""), options));

        Assert.Equal("web:2", $"{_tree.Container("web", "image")}");
        Assert.Equal("Always", $"{_tree.Container("web", "imagePullPolicy")}");
    }

    [Theory]
    [InlineData(Password)]
    [InlineData(""" "pw": { "type": "parameter.v0", "value": "{pw.inputs.value}", "inputs": { "value": { "type": "string", "default": { "generate": { "minLength": 22 } } } } } """)]
    public void Parameter_WithoutAValue_IsNamed(string parameter)
    {
        Assert.Equal(1, _tree.Generate($"{Web}, {parameter}"));

        Assert.Equal("aspirate: parameter 'pw' has no value, and nothing is asked in non-interactive mode: give --parameter pw=VALUE\n", _tree.Error);
        Assert.Empty(_tree.Files);
    }

    [Fact]
    public void Parameter_ThatIsUnknown_IsAWarning()
    {
        Assert.Equal(0, _tree.Generate(Web, "-pa", "pw=x"));

        Assert.Equal("--parameter: the manifest has no parameter 'pw'\n", _tree.Error);
    }

    [Theory]
    [InlineData("{", "is no manifest: ")]
    [InlineData("[]", "is no manifest: it holds no JSON object")]
    [InlineData("""{"resources":{"a":{"type":"container.v0"}}}""", "resource 'a': container.v0 must have image")]
    [InlineData("""{"resources":{"a":{"type":"container.v1"}}}""", "resource 'a': container.v1 must have image or build")]
    [InlineData("""{"resources":{"a":1}}""", "resource 'a': expected an object, got 1")]
    [InlineData("""{"resources":{"../a":{"type":"project.v0"}}}""", "resource '../a': expected a name of letters, digits and hyphens")]
    [InlineData("""{"resources":{"a":{"type":"dapr.v0"}}}""", "resource 'a' is of type 'dapr.v0', which Aspirate has and this stand-in has not")]
    [InlineData("""{"resources":{"a":{"type":"project.v0","env":{"X":1}}}}""", "resource 'a': env.X: expected a text, got 1")]
    [InlineData("""{"resources":{"a":{"type":"project.v0","bindings":{"grpc":{}}}}}""", "resource 'a': bindings.grpc has neither targetPort nor port")]
    [InlineData("""{"resources":{"a":{"type":"project.v0","bindings":{"grpc":{"port":70000}}}}}""", "resource 'a': bindings.grpc.port: expected a port, got 70000")]
    public void Manifest_ThatCannotBeRead_IsAnErrorThatSaysWhere(string manifest, string message)
    {
        Assert.Equal(1, _tree.Run(_tree.Write(manifest), GeneratedTree.NeededOptions));

        Assert.StartsWith("aspirate: ", _tree.Error, StringComparison.Ordinal);
        Assert.Contains(message, _tree.Error, StringComparison.Ordinal);
        Assert.Empty(_tree.Files);
    }

    [Fact]
    public void Manifest_ThatIsNotThere_IsNamed()
    {
        Assert.Equal(1, _tree.Run("gone.json", GeneratedTree.NeededOptions));

        Assert.Equal("aspirate: The manifest file could not be loaded from: 'gone.json'\n", _tree.Error);
    }

    [Theory]
    [InlineData("build", 1, "aspirate: unknown command 'build': this stand-in for Aspirate 9.1 knows generate\n")]
    [InlineData("", 1, "aspirate: unknown command '': this stand-in for Aspirate 9.1 knows generate\n")]
    [InlineData("generate --skip-build --non-interactive --disable-secrets --disable-state --include-dashboard false", 1, "aspirate: --aspire-manifest is missing: this stand-in starts no AppHost\n")]
    [InlineData("--help", 0, "")]
    public void Command_OtherThanGenerate_IsRefused(string arguments, int exitCode, string said)
    {
        using StringWriter output = new(), error = new();

        Assert.Equal(exitCode, GenerateCommand.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, error));

        Assert.Equal(said, error.ToString());
        Assert.Equal(exitCode == 0, output.ToString().Contains("-pa, --parameter NAME=VALUE: value of a parameter\n", StringComparison.Ordinal));
    }
}
