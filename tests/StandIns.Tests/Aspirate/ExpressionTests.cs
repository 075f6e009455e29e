namespace StandIns.Tests.Aspirate;

public sealed class ExpressionTests : IDisposable
{
    private const string Others = """
        "db": {
          "type": "container.v0", "image": "mysql:9.5", "connectionString": "Server={db.bindings.tcp.host};Password={pw.value}",
          "bindings": { "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 3306 } }
        },
        "orders": { "type": "value.v0", "connectionString": "{db.connectionString};Database=orders" },
        "web": {
          "type": "project.v0",
          "bindings": {
            "http": { "scheme": "http", "protocol": "tcp" }, "https": { "scheme": "https", "protocol": "tcp" },
            "grpc": { "scheme": "http", "protocol": "tcp", "port": 81, "targetPort": 8001 }
          }
        },
        "pw": { "type": "parameter.v0", "value": "{pw.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } },
        "region": { "type": "parameter.v0", "value": "{region.inputs.value}", "inputs": { "value": { "type": "string", "default": { "value": "eu-west" } } } },
        "legacy": { "type": "parameter.v0", "connectionString": "{legacy.value}", "value": "{legacy.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }
        """;

    private static readonly string[] s_parameters = ["-pa", "pw=s3cret", "--parameter=legacy=Server=old;Braces={db.bindings.tcp.port}"];
    private readonly GeneratedTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("{db.bindings.tcp.host}:{db.bindings.tcp.port}", "db:3306")]
    [InlineData("{orders.connectionString}", "Server=db;Password=s3cret;Database=orders")]
    [InlineData("{web.bindings.http.url}/x", "http://web:8080/x")]
    [InlineData("{web.bindings.http.scheme}", "http")]
    [InlineData("{web.bindings.https.targetPort}", "8443")]
    [InlineData("{web.bindings.grpc.url}", "web:8001")]
    [InlineData("{web.bindings.grpc.port} {web.bindings.grpc.targetPort}", "81 8001")]
    [InlineData("{pw.value}", "s3cret")]
    [InlineData("{pw.inputs.value}", "s3cret")]
    [InlineData("{region.value}", "eu-west")]
    [InlineData("{legacy.connectionString}", "Server=old;Braces={db.bindings.tcp.port}")]
    [InlineData("{db.image}", "mysql:9.5")]
    [InlineData("a{}b{x}c{ db.image }d", "a{}b{x}c{ db.image }d")]
    public void Expression_OfAVariable_StandsForItsValue(string expression, string value)
    {
        var exitCode = Generate(expression);

        Assert.True(exitCode == 0, _tree.Error);
        Assert.Equal($"X={value}", Assert.Single(_tree.Literals("app")));
    }

    [Fact]
    public void Url_OfHttps_IsEmptyAndItsVariableLeftOut()
    {
        Assert.Equal(0, Generate("{web.bindings.https.url}"));

        Assert.DoesNotContain("X=", _tree.Files["app/kustomization.yaml"], StringComparison.Ordinal);
        Assert.DoesNotContain("configMapGenerator", _tree.Files["app/kustomization.yaml"], StringComparison.Ordinal);
        Assert.DoesNotContain("envFrom", _tree.Files["app/deployment.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Expression_ThatNamesNothing_StaysWithAWarning()
    {
        Assert.Equal(0, Generate("mysql://{pw-uri-encoded.value}@db"));

        Assert.Equal("X=mysql://{pw-uri-encoded.value}@db", Assert.Single(_tree.Literals("app")));
        Assert.Equal("expression 'pw-uri-encoded.value' names nothing that is known, and stays as it is\n", _tree.Error);
    }

    [Theory]
    [InlineData("{gone.bindings.http.url}", 220, "Unknown resource 'gone' in reference expression 'gone.bindings.http.url'.")]
    [InlineData("{web.bindings.http.path}", 221, "Unknown property path in reference expression 'web.bindings.http.path'.")]
    [InlineData("{web.bindings.admin.url}", 1, "Unknown binding in reference expression 'web.bindings.admin.url': resource 'web' has http, https, grpc.")]
    [InlineData("{pw.bindings.http}", 1, "Unknown binding in reference expression 'pw.bindings.http': resource 'pw' has none.")]
    [InlineData("{app.env.X}", 1, "expression 'app.env.X' stands for itself: app.env.X -> app.env.X")]
    public void Expression_ThatCannotBe_IsAnErrorAndNothingIsWritten(string expression, int exitCode, string message)
    {
        Assert.Equal(exitCode, Generate(expression));

        Assert.Equal($"aspirate: {message}\n", _tree.Error);
        Assert.Empty(_tree.Files);
    }

    private int Generate(string value) => _tree.Generate($$"""{{Others}}, "app": { "type": "container.v0", "image": "app:1", "env": { "X": "{{value}}" } } """, s_parameters);
}
