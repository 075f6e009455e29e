using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using WsOrder.Domain;

namespace WsOrder.Tests.Data;

public sealed class UserGlanceTests(DatabaseServer server)
{
    private const int GlanceFailed = 2000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Glance_DatabaseUp_ReadsTheFirst100Users()
    {
        var (services, connectionString) = await OrderServices.OnNewDatabaseAsync(server);
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
        await using var services = OrderServices.On($"Server=127.0.0.1;Port={ClosedPort()};Database=x");

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
        await using var services = OrderServices.On(
            $"Server=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Database=x", null, ("Order:GreetingTimeout", "00:00:00.3"));

        var first = Stopwatch.StartNew();
        await GlanceAsync(services);
        first.Stop();
        var others = Stopwatch.StartNew();
        for (var i = 0; i < 100; i++)
        {
            await GlanceAsync(services);
        }

        Assert.InRange(first.ElapsedMilliseconds, 250, 2_500);
        Assert.InRange(others.ElapsedMilliseconds, 0, 250);
    }

    [Fact]
    public async Task Glance_DatabaseComesBack_IsReadAgain()
    {
        var connectionString = server.NameDatabase();
        await using var services = OrderServices.On(connectionString, null, ("Order:GreetingPause", "00:00:00"));
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

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
