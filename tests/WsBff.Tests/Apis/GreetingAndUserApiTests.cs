using System.Net;
using WsBff.Tests.Hosts;

namespace WsBff.Tests.Apis;

public sealed class GreetingAndUserApiTests(SharedSystem shared)
{
    private readonly HttpClient _client = shared.System.Client;

    [Fact]
    public async Task Greet_WholeChain_AnswersAsTheOriginal()
    {
        using var response = await _client.GetPathAsync("/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("it ok!Hello gRPC.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task GetUser_Known_IsAnswered()
    {
        var user = await shared.System.AddUserAsync("Grace \U0001F40B");

        using var response = await _client.GetPathAsync($"/api/users/{user}");

        var found = await response.ReadJsonAsync(HttpStatusCode.OK);
        Assert.Equal(user, (int)found["id"]!);
        Assert.Equal("Grace \U0001F40B", (string?)found["name"]);
    }

    [Fact]
    public async Task ListUsers_PageByPage_HasEachUserOnceById()
    {
        var added = new[] { await shared.System.AddUserAsync("a"), await shared.System.AddUserAsync("b"), await shared.System.AddUserAsync("c") };

        var listed = new List<int>();
        for (string? token = ""; token is not null;)
        {
            using var response = await _client.GetPathAsync("/api/users?pageSize=2" + (token is "" ? "" : "&pageToken=" + token));
            var page = await response.ReadJsonAsync(HttpStatusCode.OK);
            Assert.InRange(page["items"]!.AsArray().Count, 1, 2);
            listed.AddRange(page["items"]!.AsArray().Select(item => (int)item!["id"]!));
            token = (string?)page["nextPageToken"];
        }

        Assert.Equal(listed.Distinct().Order(), listed);
        Assert.Subset(listed.ToHashSet(), added.ToHashSet());
    }
}
