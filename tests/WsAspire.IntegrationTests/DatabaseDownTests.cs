using System.Diagnostics;
using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace WsAspire.IntegrationTests;

/// <summary>The database goes away under the running system, and comes back.</summary>
[Collection(SystemFixture.Collection)]
public sealed class DatabaseDownTests(SystemFixture system)
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Database_StoppedAndStarted_Is503ThenRecoversWithoutARestart()
    {
        using var client = new HttpClient { BaseAddress = system.Bff };
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/api/users"));

        await CommandAsync("resource-stop");
        await UntilAsync(client, "/api/users", HttpStatusCode.ServiceUnavailable);
        using (var answer = await client.GetAsync("/api/users", CancellationToken))
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("DATABASE_UNAVAILABLE", await answer.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        }

        Assert.Equal("it ok!Hello gRPC.", await client.GetStringAsync("/", CancellationToken));

        await CommandAsync("resource-start");
        await UntilAsync(client, "/api/users", HttpStatusCode.OK);
    }

    private async Task CommandAsync(string command)
    {
        var mysql = system.App.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == "mysql");
        var result = await system.App.ResourceCommands.ExecuteCommandAsync(mysql, command, CancellationToken);
        Assert.True(result.Success, result.ErrorMessage);
    }

    private static async Task UntilAsync(HttpClient client, string path, HttpStatusCode expected)
    {
        var waited = Stopwatch.StartNew();
        while (await StatusAsync(client, path) is var status && status != expected)
        {
            Assert.True(waited.Elapsed < s_bound, $"{path} still answers {(int)status}, not {(int)expected}, after {s_bound.TotalSeconds:0} s");
            await Task.Delay(50, CancellationToken);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, CancellationToken);
        return answer.StatusCode;
    }
}
