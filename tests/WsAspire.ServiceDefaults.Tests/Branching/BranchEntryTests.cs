using System.Net;
using Grpc.Core;
using Hello;
using Microsoft.AspNetCore.Http;
using WsAspire.Branching;
using WsAspire.ServiceDefaults.Branching;
using WsAspire.ServiceDefaults.Tests.Web;

namespace WsAspire.ServiceDefaults.Tests.Branching;

/// <summary>A person enters a branch with a browser.</summary>
public sealed class BranchEntryTests
{
    private static readonly string[] s_urls = ["--urls", "http://127.0.0.1:0"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_SetsTheCookie_AndTheNextRequestsFollowUntilItIsCleared()
    {
        await using var services = await HopServices.StartAsync();
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = services.A.Address };

        using var entered = await browser.GetAsync("/hop?branch=f1", Token);
        Assert.Equal("branch=f1; path=/; samesite=lax; httponly", entered.Headers.GetValuesOrNull("Set-Cookie"));
        Assert.EndsWith(" f1|f1|branch=f1", await entered.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

        Assert.EndsWith(" f1|f1|branch=f1", await browser.GetStringAsync("/hop", Token), StringComparison.Ordinal);
        Assert.Equal("f1", await (await browser.PostAsync("/hop", null, Token)).Content.ReadAsStringAsync(Token));

        Assert.Equal("|| ||", await browser.GetStringAsync("/hop?branch=", Token));
        Assert.Equal(0, cookies.Count);
        Assert.Equal("|| ||", await browser.GetStringAsync("/hop", Token));
    }

    [Fact]
    public async Task Query_SetsNoCookie_WhereItDoesNotDecideOrIsNoGet()
    {
        await using var services = await HopServices.StartAsync();
        using var http = services.A.CreateHttpClient();
        using var withHeader = new HttpRequestMessage(HttpMethod.Get, "/hop?branch=f1") { Headers = { { "branch", "f2" } } };

        using var decided = await http.SendAsync(withHeader, Token);
        using var posted = await http.PostAsync("/hop?branch=f1", null, Token);
        using var invalid = await http.GetAsync("/hop?branch=F1", Token);

        Assert.EndsWith(" f2|f2|branch=f2", await decided.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("f1", await posted.Content.ReadAsStringAsync(Token));
        Assert.All([decided, posted, invalid], answer => Assert.False(answer.Headers.Contains("Set-Cookie")));
    }

    [Fact]
    public async Task Query_ThatAProxyWroteIntoTheHeader_SetsTheCookieToo()
    {
        await using var services = await HopServices.StartAsync();
        using var http = services.A.CreateHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hop?a=1&branch=f1") { Headers = { { "branch", "f1" } } };

        using var entered = await http.SendAsync(request, Token);

        Assert.Equal("branch=f1; path=/; samesite=lax; httponly", entered.Headers.GetValuesOrNull("Set-Cookie"));
    }

    [Theory]
    [InlineData("https", "branch=f1; path=/; secure; samesite=lax; httponly")]
    [InlineData("http", "branch=f1; path=/; samesite=lax; httponly")]
    [InlineData("http, https", "branch=f1; path=/; samesite=lax; httponly")]
    public async Task Cookie_IsSecure_WhereAProxyOfThisMachineEndsTls(string proto, string expected)
    {
        await using var services = await HopServices.StartAsync();
        using var http = services.A.CreateHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hop?branch=f1") { Headers = { { "x-forwarded-proto", proto } } };

        using var entered = await http.SendAsync(request, Token);

        Assert.Equal(expected, entered.Headers.GetValuesOrNull("Set-Cookie"));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("10.0.0.7", false)]
    [InlineData("172.17.0.2", false)]
    public void Cookie_OfACallerFromElsewhere_IsNotSecure_WhateverTheHeaderSays(string peer, bool expected)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        context.Request.Headers["x-forwarded-proto"] = "https";

        BranchCookie.Write(context, new BranchChoice("f1", BranchSource.Query));

        Assert.Equal(expected, context.Response.Headers.SetCookie.ToString().Contains("; secure", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Grpc_HasNoQueryAndNoCookies()
    {
        await using var service = await SampleService.StartAsync();

        using var call = new HelloHTTP.HelloHTTPClient(service.Channel).SayHelloAsync(new HelloHTTPRequest(), new Metadata { { "cookie", "branch=f1" } }, cancellationToken: Token);
        await call;

        Assert.Null(call.GetTrailers().GetValue("branch-served"));
    }

    [Fact]
    public async Task Entry_SwitchedOff_LeavesTheQueryToTheService()
    {
        await using var service = await SampleService.StartAsync([.. s_urls, "--Branching:Entry", "false"], null);
        using var http = service.CreateHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/peer?branch=f1") { Headers = { { "Cookie", "branch=f1" } } };

        using var answer = await http.SendAsync(request, Token);

        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.False(answer.Headers.Contains("branch-served"));
    }
}
