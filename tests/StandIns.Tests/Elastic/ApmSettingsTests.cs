using System.Globalization;
using Elastic.Apm.NetCoreAll.Settings;
using Microsoft.Extensions.Configuration;

namespace StandIns.Tests.Elastic;

/// <summary>What is made of the agent's settings.</summary>
public sealed class ApmSettingsTests
{
    [Theory]
    [InlineData("SERVER_URL", "https://apm.example.com:8200/apm", "ServerUrl", "https://apm.example.com:8200/apm")]
    [InlineData("SERVER_URLS", "http://one:8200,http://two:8200", "ServerUrl", "http://one:8200/")]
    [InlineData("SECRET_TOKEN", "abc", "Authorization", "Bearer abc")]
    [InlineData("API_KEY", "aWQ6a2V5", "Authorization", "ApiKey aWQ6a2V5")]
    [InlineData("SERVICE_NAME", "shop", "service.name", "shop")]
    [InlineData("SERVICE_VERSION", "1.2.3", "service.version", "1.2.3")]
    [InlineData("SERVICE_NODE_NAME", "shop-7", "service.instance.id", "shop-7")]
    [InlineData("ENVIRONMENT", "qa", "deployment.environment", "qa")]
    [InlineData("HOSTNAME", "host-1", "host.name", "host-1")]
    [InlineData("GLOBAL_LABELS", "team=orders, zone=b", "zone", "b")]
    [InlineData("ENABLED", "false", "IsSending", "False")]
    [InlineData("RECORDING", "false", "IsSending", "False")]
    [InlineData("TRANSACTION_SAMPLE_RATE", "0.25", "SampleRate", "0.25")]
    [InlineData("VERIFY_SERVER_CERT", "false", "VerifyServerCert", "False")]
    [InlineData("LOG_LEVEL", "info", "LogLevel", "Information")]
    [InlineData("LOG_LEVEL", "None", "LogLevel", "None")]
    [InlineData("METRICS_INTERVAL", "5s", "MetricsInterval", "00:00:05")]
    [InlineData("METRICS_INTERVAL", "2m", "MetricsInterval", "00:02:00")]
    [InlineData("METRICS_INTERVAL", "0", "MetricsInterval", "00:00:00")]
    [InlineData("FLUSH_INTERVAL", "500ms", "FlushInterval", "00:00:00.5000000")]
    [InlineData("FLUSH_INTERVAL", "7", "FlushInterval", "00:00:07")]
    [InlineData("FLUSH_INTERVAL", "0", "FlushInterval", "00:00:00.0100000")]
    [InlineData("MAX_BATCH_EVENT_COUNT", "20", "MaxBatch", "20")]
    [InlineData("MAX_QUEUE_EVENT_COUNT", "100", "MaxQueue", "100")]
    [InlineData("MAX_QUEUE_EVENT_COUNT", "100", "MaxBatch", "100")]
    public void Setting_AsVariableAndAsKey_IsTaken(string setting, string value, string name, string expected)
    {
        foreach (var key in new[] { $"ELASTIC_APM_{setting}", $"ElasticApm:{KeyOf(setting)}" })
        {
            var settings = Read((key, value));

            Assert.Equal(expected, ValueOf(settings, name));
            Assert.Empty(settings.Faults);
            Assert.Empty(settings.Ignored);
        }
    }

    [Theory]
    [InlineData("TRANSACTION_IGNORE_URLS", "/health*, *.ico", "TransactionIgnoreUrls", "/healthz", "/hello")]
    [InlineData("TRANSACTION_IGNORE_URLS", null, "TransactionIgnoreUrls", "/FAVICON.ico", "/hello")]
    [InlineData("TRANSACTION_IGNORE_URLS", "(?-i)/A*b", "TransactionIgnoreUrls", "/A/b", "/a/b")]
    [InlineData("TRANSACTION_IGNORE_URLS", "", "TransactionIgnoreUrls", null, "/favicon.ico")]
    [InlineData("SANITIZE_FIELD_NAMES", "x-*-code", "SanitizeFieldNames", "X-Door-Code", "password")]
    [InlineData("SANITIZE_FIELD_NAMES", null, "SanitizeFieldNames", "Authorization", "order")]
    [InlineData("DISABLE_METRICS", "dotnet.gc.*, kestrel*", "DisableMetrics", "dotnet.gc.collections", "http.server.request.duration")]
    [InlineData("DISABLE_METRICS", null, "DisableMetrics", null, "dotnet.gc.collections")]
    public void List_MatchesWithStars(string setting, string? value, string name, string? matched, string other)
    {
        var settings = value is null ? Read() : Read(($"ELASTIC_APM_{setting}", value));
        var list = (Wildcards)typeof(ApmSettings).GetProperty(name)!.GetValue(settings)!;

        Assert.Equal(matched is not null, matched is not null && list.Match(matched));
        Assert.False(list.Match(other));
    }

    [Theory]
    [InlineData("SERVER_URL", "ftp://apm", "ServerUrl", "http://localhost:8200/", "an address such as http://localhost:8200")]
    [InlineData("SERVER_URL", "apm:8200", "ServerUrl", "http://localhost:8200/", "got 'apm:8200'")]
    [InlineData("SERVICE_NAME", "my.shop", "service.name", "my_shop", "letters, digits, spaces, _ and - alone")]
    [InlineData("GLOBAL_LABELS", "team", "team", null, "key=value")]
    [InlineData("GLOBAL_LABELS", "a=1,a=2", "a", null, "each key once")]
    [InlineData("ENABLED", "yes", "IsSending", "True", "true or false")]
    [InlineData("TRANSACTION_SAMPLE_RATE", "1.5", "SampleRate", "1", "a number from 0 to 1")]
    [InlineData("TRANSACTION_SAMPLE_RATE", "NaN", "SampleRate", "1", "a number from 0 to 1")]
    [InlineData("TRANSACTION_SAMPLE_RATE", "0,5", "SampleRate", "1", "a number from 0 to 1")]
    [InlineData("VERIFY_SERVER_CERT", "0", "VerifyServerCert", "True", "true or false")]
    [InlineData("SERVER_CERT", "/no/such/file.pem", "ServerCert", "", "the file of a certificate")]
    [InlineData("LOG_LEVEL", "loud", "LogLevel", "Information", "Trace, Debug, Information, Warning")]
    [InlineData("LOG_LEVEL", "3", "LogLevel", "Information", "Trace, Debug, Information, Warning")]
    [InlineData("METRICS_INTERVAL", "100ms", "MetricsInterval", "00:00:30", "0, or a time from 1s")]
    [InlineData("METRICS_INTERVAL", "1e30s", "MetricsInterval", "00:00:30", "0, or a time from 1s")]
    [InlineData("FLUSH_INTERVAL", "-1s", "FlushInterval", "00:00:10", "a time, such as 10s")]
    [InlineData("FLUSH_INTERVAL", "soon", "FlushInterval", "00:00:10", "a time, such as 10s")]
    [InlineData("FLUSH_INTERVAL", "ms", "FlushInterval", "00:00:10", "a time, such as 10s")]
    [InlineData("MAX_BATCH_EVENT_COUNT", "0", "MaxBatch", "512", "a number from 1 to 100000")]
    [InlineData("MAX_QUEUE_EVENT_COUNT", "2147483647", "MaxQueue", "2048", "a number from 1 to 100000")]
    public void Setting_ThatCannotBeUsed_IsTheDefaultAndIsTold(string setting, string value, string name, string? expected, string told)
    {
        foreach (var key in new[] { $"ELASTIC_APM_{setting}", $"ElasticApm:{KeyOf(setting)}" })
        {
            var settings = Read((key, value));

            Assert.Equal(expected, ValueOf(settings, name));
            var fault = Assert.Single(settings.Faults);
            Assert.StartsWith($"{key}: got '{value}', expected ", fault, StringComparison.Ordinal);
            Assert.Contains(told, fault, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("SECRET_TOKEN", "correct horse battery")]
    [InlineData("API_KEY", "correct\nbattery")]
    [InlineData("SERVER_URL", "ftp://user:battery@apm:8200")]
    public void Secret_ThatCannotBeUsed_IsToldWithoutItself(string setting, string value)
    {
        var settings = Read(($"ELASTIC_APM_{setting}", value));

        Assert.Null(settings.Authorization);
        var fault = Assert.Single(settings.Faults);
        Assert.StartsWith($"ELASTIC_APM_{setting}: ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("battery", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_WithAPassword_IsShownWithoutIt() =>
        Assert.Equal("https://apm:8200/x", Read(("ELASTIC_APM_SERVER_URL", "https://user:battery@apm:8200/x/")).ServerName);

    [Fact]
    public void Key_AndVariable_TheKeyWins_AsInTheAgent() =>
        Assert.Equal("http://key/", Read(("ELASTIC_APM_SERVER_URL", "http://variable"), ("ElasticApm:ServerUrl", "http://key")).ServerUrl.ToString());

    [Fact]
    public void ApiKey_AndSecretToken_TheKeyWins_AndNoneIsIgnored()
    {
        var settings = Read(("ELASTIC_APM_SECRET_TOKEN", "abc"), ("ELASTIC_APM_API_KEY", "def"));

        Assert.Equal("ApiKey def", settings.Authorization);
        Assert.Empty(settings.Ignored);
    }

    [Fact]
    public void Environment_NotSet_IsTheHosts() => Assert.Equal("Staging", Read().Resource["deployment.environment"]);

    private static ApmSettings Read(params (string Key, string Value)[] values) => ApmSettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(one => KeyValuePair.Create<string, string?>(one.Key, one.Value))).Build(), "Staging");

    private static string KeyOf(string setting) =>
        string.Concat(setting.Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant()));

    private static string? ValueOf(ApmSettings settings, string name) => typeof(ApmSettings).GetProperty(name) is { } property
        ? Convert.ToString(property.GetValue(settings), CultureInfo.InvariantCulture)
        : settings.Resource.GetValueOrDefault(name) as string;
}
