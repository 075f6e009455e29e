using Microsoft.Extensions.DependencyInjection;
using WsAspire.ServiceDefaults.Data;

namespace WsAspire.ServiceDefaults.Tests.Branching;

public sealed class BranchMigrationTests
{
    [Theory]
    [InlineData("f1", 1, 0)]
    [InlineData("test", 0, 1)]
    public async Task Migration_IsDoneByTheDefaultBranchOnly(string branch, int exitCode, int migrations)
    {
        var migrator = new CountingMigrator();
        await using var service = SampleService.Create(
            ["--urls", "http://127.0.0.1:0", "--Branch", branch], configure: builder => builder.Services.AddSingleton<IDatabaseMigrator>(migrator));

        Assert.Equal((exitCode, migrations), (await MigrateCommand.RunAsync(service.App.Services, TestContext.Current.CancellationToken), migrator.Count));
    }

    private sealed class CountingMigrator : IDatabaseMigrator
    {
        public int Count { get; private set; }

        public Task MigrateAsync(TextWriter progress, CancellationToken cancellationToken)
        {
            Count++;
            return Task.CompletedTask;
        }
    }
}
