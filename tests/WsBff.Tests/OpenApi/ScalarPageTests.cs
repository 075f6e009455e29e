using System.Net;
using System.Text.RegularExpressions;
using WsBff.Tests.Hosts;

namespace WsBff.Tests.OpenApi;

/// <summary>The page works without any other server.</summary>
public sealed partial class ScalarPageTests(FakeBff fake) : IClassFixture<FakeBff>
{
    [Fact]
    public async Task Scalar_Page_TakesEverythingFromTheBffItself()
    {
        using var moved = await fake.Bff.Plain.GetPathAsync("/scalar");
        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        var page = new Uri(new Uri(fake.Bff.Plain.BaseAddress!, "/scalar"), moved.Headers.Location!);

        var html = await fake.Bff.Plain.GetStringAsync(page, TestContext.Current.CancellationToken);

        Assert.DoesNotMatch("https?://|src=\"//", html);
        Assert.Contains("openapi/v1.json", html, StringComparison.Ordinal);
        var scripts = Script().Matches(html).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            using var response = await fake.Bff.Plain.GetAsync(new Uri(page, script), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("javascript", response.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Script();
}
