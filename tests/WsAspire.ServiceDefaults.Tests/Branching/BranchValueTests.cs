using System.Text.RegularExpressions;

namespace WsAspire.ServiceDefaults.Tests.Branching;

/// <summary>Whatever a caller sends as a branch is <c>test</c>, or the server's own 400; never an error of ours, another branch or a line in the log.</summary>
public sealed partial class BranchValueTests(SampleServiceFixture fixture) : IClassFixture<SampleServiceFixture>
{
    private const string Mark = "zQ9mark";

    public static TheoryData<string> Values =>
    [
        "",
        $"{Mark}F1",
        new string('a', 300) + Mark,
        $"f\u00fc{Mark}",
        $"{Mark},b",
        $"../{Mark}",
        $"{Mark}%0d%0a",
        $"test;{Mark}",
        $"f1\r\nbranch: {Mark}",
        $"f1\r{Mark}",
        $"f1\n{Mark}",
        $"f1\0{Mark}",
        $"-{Mark}",
        $"${{jndi:{Mark}}}",
        $"f1\r\n {Mark}",
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Header_ThatIsNoName_IsTheDefaultOrRefused(string value)
    {
        foreach (var header in new[] { "branch", "trace-branch", "baggage" })
        {
            var text = header == "baggage" ? "branch=" + value.Replace(",", "%2C", StringComparison.Ordinal) : value;
            var answer = await RawConnection.ExchangeAsync(fixture.Service.Port, $"GET /peer HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}: {text}\r\n\r\n");

            Check(answer);
        }
    }

    [Theory]
    [InlineData("branch: f1\r\nbranch: f1")]
    [InlineData("branch: f1\r\nBranch: f2")]
    [InlineData("branch: f1\r\nbranch:")]
    [InlineData("trace-branch: f1\r\ntrace-branch: f1")]
    [InlineData("baggage: branch=f1\r\nbaggage: branch=f1")]
    [InlineData("branch: F1\r\ntrace-branch: f1\r\nbaggage: branch=f1")]
    public async Task Header_GivenTwiceOrInvalid_IsNotMadeUpForByAnother(string headers)
    {
        var answer = await RawConnection.ExchangeAsync(fixture.Service.Port, $"GET /peer?branch=f1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: branch=f1\r\n{headers}\r\n\r\n");

        Assert.Contains("branch-served: ws-sample=test(invalid)", answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task QueryOrCookie_ThatIsNoName_IsTheDefault(string value)
    {
        using var http = fixture.Service.CreateHttpClient();
        foreach (var (query, cookie) in new[] { ("?branch=" + Uri.EscapeDataString(value), ""), ("", "branch=" + Uri.EscapeDataString(value)) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/peer" + query);
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(value.Length == 0 && cookie.Length == 0 ? "ws-sample=test" : "ws-sample=test(invalid)", answer.Headers.GetValues("branch-served").Single());
            Assert.Equal(value.Length == 0 && cookie.Length == 0, answer.Headers.Contains("Set-Cookie"));
        }
    }

    private void Check(string answer)
    {
        Assert.Matches("^HTTP/1.1 (200|400) ", answer);
        if (answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            Assert.Matches("branch-served: ws-sample=test(\\(invalid\\)|)\r\n", answer);
            Assert.DoesNotContain(Mark, answer, StringComparison.OrdinalIgnoreCase);
        }

        // Kestrel's own lines on a request that is no HTTP tell the malformed line, escaped.
        Assert.DoesNotContain(
            fixture.Service.Logs.Lines,
            line => !line.Category.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal)
                && !Addresses().IsMatch(line.Message)
                && line.Message.Contains(Mark, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(fixture.Service.Logs.Lines, line => line.Message.Contains($"\n{Mark}", StringComparison.OrdinalIgnoreCase) || line.Message.Contains("\r\nbranch", StringComparison.Ordinal));
    }

    // The framework's line on each request holds its address, as the client escaped it.
    [GeneratedRegex("^Request (starting|finished) ")]
    private static partial Regex Addresses();
}
