using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace WsAspire.ServiceDefaults.Tests.Admin;

public sealed class LogLevelTests
{
    private const string Category = "Sample.Part";

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Level_Set_IsInEffectAtOnceForTheCategoryAndBelow()
    {
        await using var service = await StartAsync(null, "--Logging:LogLevel:Sample.Part.Inner", "Error");
        using var admin = AdminPortTests.Client(service);
        var (logger, inner) = (LoggerOf(service, Category), LoggerOf(service, Category + ".Inner"));
        Assert.False(logger.IsEnabled(LogLevel.Debug));

        await SetAsync(admin, new { category = Category, level = "debug" });

        Assert.True(logger.IsEnabled(LogLevel.Debug) && inner.IsEnabled(LogLevel.Debug));
        Assert.Contains(service.Logs.Lines, line => line.Level == LogLevel.Warning && line.Message.StartsWith("Log level of Sample.Part set to Debug from 127.0.0.1:", StringComparison.Ordinal));

        await SetAsync(admin, new { category = Category, level = (string?)null });

        Assert.False(logger.IsEnabled(LogLevel.Debug));
        Assert.True(inner.IsEnabled(LogLevel.Error) && !inner.IsEnabled(LogLevel.Warning));
    }

    [Fact]
    public async Task Level_SetForATime_IsResetAfterIt()
    {
        await using var service = await StartAsync(null);
        using var admin = AdminPortTests.Client(service);
        await SetAsync(admin, new { category = Category, level = "Trace", resetAfter = "00:10:00" });
        Assert.True(LoggerOf(service, Category).IsEnabled(LogLevel.Trace));

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.False(LoggerOf(service, Category).IsEnabled(LogLevel.Trace));
        Assert.Contains(service.Logs.Lines, line => line.Message == "Log level of Sample.Part as configured again: its time is over");
    }

    [Theory]
    [InlineData("""{ "category": "A", "level": "Loud" }""", "level: allowed is Trace, Debug, Information, Warning, Error, Critical, None")]
    [InlineData("""{ "category": "A", "level": "2" }""", "level: allowed is")]
    [InlineData("""{ "level": "Debug" }""", "category: required")]
    [InlineData("""{ "category": "a\nb", "level": "Debug" }""", "category: allowed are")]
    [InlineData("""{ "category": "A", "level": "Debug", "resetAfter": "5s" }""", "resetAfter: allowed is")]
    [InlineData("""{ "category": "A", "level": "Debug", "resetAfter": "2.00:00:00" }""", "resetAfter: allowed is")]
    [InlineData("""{ "category": "A", "levle": "Debug" }""", "levle")]
    [InlineData("[]", "JSON")]
    [InlineData("null", "expected a JSON object")]
    [InlineData("", "JSON")]
    public async Task Request_ThatIsWrong_SaysWhatIsAllowedAndChangesNothing(string body, string expected)
    {
        await using var service = await StartAsync(null);
        using var admin = AdminPortTests.Client(service);

        using var answer = await admin.PutAsync("/logs", new StringContent(body), Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty((await admin.GetFromJsonAsync<JsonElement>("/logs", Token)).GetProperty("set").EnumerateArray());
    }

    [Fact]
    public async Task Configuration_Changed_IsTakenOverAndTheSetLevelWinsUntilReset()
    {
        await using var service = await StartAsync("Logging: { LogLevel: { Sample.Part: Warning, Sample.Other: Warning } }");
        using var admin = AdminPortTests.Client(service);
        var (logger, other) = (LoggerOf(service, Category), LoggerOf(service, "Sample.Other"));
        Assert.False(other.IsEnabled(LogLevel.Information));
        await SetAsync(admin, new { category = Category, level = "Critical" });

        service.WriteConfigurationFile("Logging: { LogLevel: { Sample.Part: Debug, Sample.Other: Debug } }");
        await UntilAsync(() => other.IsEnabled(LogLevel.Debug));

        Assert.False(logger.IsEnabled(LogLevel.Error));
        await SetAsync(admin, new { category = Category, level = (string?)null });
        Assert.True(logger.IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public async Task Configuration_ChangedToAWrongLevel_IsToldAndTheLastGoodLevelsStay()
    {
        await using var service = await StartAsync("Logging: { LogLevel: { Sample.Part: Debug } }");

        service.WriteConfigurationFile("Logging: { LogLevel: { Sample.Part: Loud } }");
        await UntilAsync(() => service.Logs.Lines.Any(line => line.Message.Contains("not taken over: config/conf.yaml: Logging:LogLevel:Sample.Part = \"Loud\": expected one of Trace, ", StringComparison.Ordinal)));

        Assert.True(LoggerOf(service, Category).IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public void Configuration_WithAWrongLevel_RefusesTheStart()
    {
        var exception = Assert.ThrowsAny<Exception>(() => SampleService.Create(["--Logging:LogLevel:Default", "Inof", "--Logging:Console:LogLevel:A", "7", "--Transcoding:MaxBodySize", "0"]));

        Assert.Contains("command line: Logging:LogLevel:Default = \"Inof\": expected one of Trace, Debug, Information, Warning, Error, Critical, None", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Logging:Console:LogLevel:A = \"7\"", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Transcoding:MaxBodySize", exception.Message, StringComparison.Ordinal);
    }

    private Task<SampleService> StartAsync(string? file, params string[] arguments) =>
        SampleService.StartAsync(["--urls", "http://127.0.0.1:0", .. arguments], file, builder => builder.Services.AddSingleton<TimeProvider>(_time));

    private static ILogger LoggerOf(SampleService service, string category) => service.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    private static async Task SetAsync(HttpClient admin, object request)
    {
        using var answer = await admin.PutAsJsonAsync("/logs", request, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task UntilAsync(Func<bool> seen)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(10));
        while (!seen())
        {
            await Task.Delay(20, timeout.Token);
        }
    }
}
