using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WsOrder.Data;

namespace WsOrder.Tests.Data;

public sealed class DatabaseWarmUpTests(DatabaseServer server)
{
    [Fact]
    public async Task Start_StoppedMeanwhile_EndsWithoutACrash()
    {
        var (services, _) = await OrderServices.OnNewDatabaseAsync(server);
        await using var disposed = services;
        var warmUp = services.Services.GetServices<IHostedService>().OfType<DatabaseWarmUp>().Single();

        var exception = await Record.ExceptionAsync(() => warmUp.StartAsync(new CancellationToken(canceled: true)));

        Assert.Null(exception);
    }
}
