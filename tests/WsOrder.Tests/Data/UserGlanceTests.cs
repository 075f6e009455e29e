using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WsAspire.Testing;
using WsOrder.Domain;

namespace WsOrder.Tests.Data;

public sealed class UserGlanceTests(DatabaseServer server)
{
    private const int GlanceFailed = 2000;

    // EF Core's first query may need longer than a greeting waits.
    private static (string Key, string Value) Patient => ("Order:GreetingTimeout", "00:01:00");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Glance_DatabaseUp_ReadsTheFirst100Users()
    {
        var (services, connectionString) = await OrderServices.OnNewDatabaseAsync(server, null, Patient);
        await using var _ = services;
        await DatabaseServer.QueryAsync(connectionString, $"INSERT INTO user (name) VALUES {string.Join(',', Enumerable.Repeat("('x')", 300))}");
        var before = await RowsReadAsync(connectionString);

        await GlanceAsync(services);

        Assert.InRange(await RowsReadAsync(connectionString) - before, 100, 101);
        Assert.Equal(0, services.Log.CountOf(GlanceFailed));
    }

    [Fact]
    public async Task Glance_NoServer_IsLoggedOnceTracedAndLeftOut()
    {
        using var source = new ActivitySource(nameof(UserGlanceTests));
        using var listener = new ActivityListener
        {
            ShouldListenTo = listened => listened == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        await using var services = OrderServices.On($"Server=127.0.0.1;Port={ServiceProcess.FreePort()};Database=x");

        using (var activity = source.StartActivity())
        {
            await GlanceAsync(services);
            Assert.Equal("exception", Assert.Single(activity!.Events).Name);
        }

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => GlanceAsync(services)));
        Assert.Equal(1, services.Log.CountOf(GlanceFailed));
    }

    [Fact]
    public async Task Glance_ServerThatNeverAnswers_CostsTheBoundOnce()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var clock = new FakeTimeProvider();
        await using var services = OrderServices.On(
            $"Server=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Database=x", clock, ("Order:GreetingTimeout", "00:00:00.3"));

        var first = GlanceAsync(services);
        using var connection = await silent.AcceptTcpClientAsync(Cancelled);
        clock.Advance(TimeSpan.FromMilliseconds(299));
        Assert.False(first.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await first;

        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(GlanceAsync(services).IsCompletedSuccessfully));
        Assert.False(silent.Pending());
    }

    [Fact]
    public async Task Glance_DatabaseComesBack_IsReadAgain()
    {
        var connectionString = server.NameDatabase();
        await using var services = OrderServices.On(connectionString, null, Patient, ("Order:GreetingPause", "00:00:00"));
        await GlanceAsync(services);
        Assert.Equal(1, services.Log.CountOf(GlanceFailed));

        await services.MigrateAsync();
        var before = await RowsReadAsync(connectionString);
        await GlanceAsync(services);

        Assert.InRange(await RowsReadAsync(connectionString) - before, 1, 100);
        Assert.Equal(1, services.Log.CountOf(GlanceFailed));
    }

    [Fact]
    public async Task Glance_CallerIsGone_StopsWithoutBlamingTheDatabase()
    {
        var (services, _) = await OrderServices.OnNewDatabaseAsync(server);
        await using var __ = services;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await services.Services.GetRequiredService<IUserGlance>().GlanceAsync(new CancellationToken(canceled: true)));

        Assert.Equal(0, services.Log.CountOf(GlanceFailed));
    }

    private static Task GlanceAsync(OrderServices services) =>
        services.Services.GetRequiredService<IUserGlance>().GlanceAsync(Cancelled).AsTask();

    private static async Task<int> RowsReadAsync(string connectionString) => Convert.ToInt32(
        await DatabaseServer.QueryAsync(
            connectionString,
            "SELECT COALESCE(SUM(rows_read), 0) FROM information_schema.table_statistics WHERE table_schema = DATABASE() AND table_name = 'user'"),
        CultureInfo.InvariantCulture);
}
