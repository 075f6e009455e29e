using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WsAspire.IntegrationTests;

/// <summary>A real browser with a page of another origin: preflights, gRPC-Web and JSON on the one port.</summary>
[Collection(SystemFixture.Collection)]
public sealed partial class BrowserTests(SystemFixture system)
{
    [Fact]
    public async Task Page_OfAnotherOrigin_CallsByGrpcWebAndJson()
    {
        var browser = CommandLine.RequireProgram("chromium", "chromium-headless-shell", "google-chrome", "chromium-browser");
        await using var pages = await ServeAsync();
        var profile = Directory.CreateTempSubdirectory("ws-browser-");
        try
        {
            var (exitCode, output) = await CommandLine.RunAsync(
                $"timeout 50 {browser} --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --user-data-dir={profile.FullName} --virtual-time-budget=20000 --dump-dom '{pages.Urls.First()}/?service=http://{system.Order.Authority}'");

            Assert.True(exitCode == 0, output);
            var result = JsonNode.Parse(WebUtility.HtmlDecode(Result().Match(output).Groups[1].Value))!;
            Assert.True(result["error"] is null, output);
            Assert.Equal(pages.Urls.First(), (string?)result["origin"]);
            Assert.Equal("""{"status":"0","messages":["Hello browser."]}""", result["greeting"]!.ToJsonString());
            Assert.Equal("""{"status":"3","messages":[]}""", result["refused"]!.ToJsonString());
            Assert.Equal("""{"message":"Hello page."}""", result["json"]!.ToJsonString());
            Assert.Equal(404, (int)result["missing"]!);
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }

    private static async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/", () => TypedResults.PhysicalFile(Path.Combine(AppContext.BaseDirectory, "browser.html"), "text/html"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    [GeneratedRegex("<pre id=\"result\">([^<]*)</pre>")]
    private static partial Regex Result();
}
