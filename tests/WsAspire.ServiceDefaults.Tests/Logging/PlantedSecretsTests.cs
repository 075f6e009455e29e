using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Tests.Data;
using WsAspire.ServiceDefaults.Tests.Telemetry;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Logging;

/// <summary>Puts secrets wherever a request and a configuration can have them, and looks for them in all that leaves the process.</summary>
[Collection(typeof(AloneCollection))]
public sealed class PlantedSecretsTests(MySqlFixture mySql) : IDisposable
{
    private static readonly string[] s_planted =
    [
        "planted-bearer", "planted-cookie", "planted-query", "planted-body", "planted-configured", "planted-template", "planted-shape", "planted-field", "planted_Branch", "planted-message", "planted-user", "planted-connection",
    ];

    private readonly string _folder = TestFolder.Create("secrets");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secrets_OfRequestsAndOfTheConfiguration_LeaveByNoLogSpanOrMetric()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        var connection = await mySql.Server.CreateDatabaseAsync(Token);
        await using (var service = await SampleService.StartAsync(
            [
                "--urls", "http://127.0.0.1:0", "--Logs:Folder", _folder, "--Logs:Redact", "iban", "--Logging:LogLevel:Default", "Trace",
                "--Planted:ApiKey", "planted-configured", "--ConnectionStrings:other", "Server=x;Password=planted-connection", "--ConnectionStrings:orders", connection,
                "--OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "--OTEL_METRIC_EXPORT_INTERVAL", "200",
                "--OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true", "--OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EXCEPTION_LOG_ATTRIBUTES", "true",
            ],
            null,
            builder => builder.AddServiceDatabase<SampleContext>("orders"),
            app => app.MapPost("/leak", Leak)))
        {
            using var http = service.CreateHttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/leak?token=planted-query&end=request-end") { Content = new StringContent("""{"name":"planted-body"}""", Encoding.UTF8, "application/json") };
            request.Headers.Add("authorization", "Bearer planted-bearer");
            request.Headers.Add("cookie", "session=planted-cookie");
            request.Headers.Add("branch", "planted_Branch");
            using var answer = await http.SendAsync(request, Token);
            await receiver.WaitForAsync("traces", "request-end");
            await receiver.WaitForAsync("logs", "leak-end");
            await receiver.WaitForAsync("metrics", "http.server.request.duration");
        }

        var files = string.Concat(await Task.WhenAll(Directory.GetFiles(_folder, "*.json", SearchOption.AllDirectories).Select(file => File.ReadAllTextAsync(file, Token))));
        Assert.Contains("leak-end", files, StringComparison.Ordinal);
        Assert.DoesNotContain("xplanted", files, StringComparison.Ordinal);
        foreach (var secret in s_planted)
        {
            Assert.DoesNotContain(secret, files, StringComparison.Ordinal);
            foreach (var kind in new[] { "traces", "logs", "metrics" })
            {
                Assert.False(receiver.Received(kind).Contains(secret, StringComparison.Ordinal), $"{secret} is in the {kind}");
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<IResult> Leak(HttpRequest request, ILogger<PlantedSecretsTests> logger)
    {
        using var reader = new StreamReader(request.Body);
        await reader.ReadToEndAsync(Token);
        SampleLog.Configured(logger, "planted-configured");
        SampleLog.Configured(logger, "planted-connection");
        SampleLog.SignIn(logger, "planted-template", "planted-field");
        SampleLog.Sent(logger, "Authorization: Bearer planted-shape to https://planted-user:planted-shape@host/ and {\"password\": \"planted-shape\"}");

        // Where the text is cut, half of it would stay.
        SampleLog.Sent(logger, new string('x', (32 << 10) - "Sent ".Length - "planted-".Length) + "planted-configured");
        try
        {
            throw new InvalidOperationException("cannot open Server=x;Password=planted-message");
        }
        catch (InvalidOperationException exception)
        {
            System.Diagnostics.Activity.Current?.AddException(exception);
            SampleLog.Failed(logger, exception);
        }

        return Results.Ok();
    }
}
