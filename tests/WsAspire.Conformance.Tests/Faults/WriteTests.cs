using System.Globalization;
using System.Text.RegularExpressions;
using RouteProgram;
using WsAspire.Conformance.Tests.Fleet;
using WsAspire.Conformance.Tests.Load;
using WsAspire.Conformance.Tests.Proxies;
using WsAspire.Testing;

namespace WsAspire.Conformance.Tests.Faults;

/// <summary>What may have begun is never done again: a table in a real database counts.</summary>
[Collection(OneAtATime.Name)]
public sealed partial class WriteTests
{
    private const int PerSecond = 100;
    private const int WaitMilliseconds = 50;

    [Theory]
    [InlineData(ProxyKind.Envoy, "KILL")]
    [InlineData(ProxyKind.Envoy, "STOP")]
    [InlineData(ProxyKind.Gateway, "KILL")]
    [InlineData(ProxyKind.Gateway, "STOP")]
    public async Task Writes_InFlightWhenTheInstanceDies_AreExecutedAtMostOnce_AndAnswered(ProxyKind kind, string signal)
    {
        await using var server = await MySqlServer.StartAsync(TestContext.Current.CancellationToken);
        var database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var name = database[(database.LastIndexOf('=') + 1)..];
        await server.QueryAsync($"USE {name}; {WriteCounter.Schema}", TestContext.Current.CancellationToken);
        await using var system = await OneBranch.StartAsync(kind, "--ConnectionStrings:counter", database + ";Maximum Pool Size=50");

        await using var load = new OpenLoad(PerSecond, number => system.Client.WriteAsync(
            number % 2 == 0, OneBranch.Branch, number.ToString(CultureInfo.InvariantCulture), WaitMilliseconds));
        await load.MoreAsync(PerSecond);
        await system.Own.KillAsync(signal);
        await Until.TrueAsync(() => Task.FromResult(load.Answers.Any(answer => answer.Way == "ws-order/test")));
        await load.MoreAsync(PerSecond);
        var answers = await load.StopAsync();

        LoadReport.Write($"{kind} {signal}, writes", answers);
        var succeeded = answers.Count(answer => answer.Error is null);
        var twice = await server.QueryAsync($"SELECT COUNT(*) FROM (SELECT id FROM {name}.executions GROUP BY id HAVING COUNT(*) > 1) AS twice", TestContext.Current.CancellationToken);
        var executed = (long)(await server.QueryAsync($"SELECT COUNT(*) FROM {name}.executions", TestContext.Current.CancellationToken))!;
        Assert.Equal(0L, twice);
        Assert.InRange(executed, succeeded, answers.Count);
        var unclear = answers.Where(answer => answer.Error is not null && !UnavailableOrCut().IsMatch(answer.Error)).ToArray();
        Assert.True(unclear.Length == 0, $"{unclear.Length} of {answers.Count}:\n{string.Join('\n', unclear.Take(5))}\n{(unclear.Length == 0 ? "" : system.Output)}");
        Assert.Equal("ws-order/test", answers[^1].Way);
    }

    [GeneratedRegex("^(503|cut)")]
    private static partial Regex UnavailableOrCut();
}
