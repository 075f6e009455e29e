using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MySqlConnector;
using WsAspire.ServiceDefaults.Tests.Data;

namespace WsAspire.ServiceDefaults.Tests.Configuration;

public sealed class ConfigurationOrderTests : IDisposable
{
    private static readonly string[] s_sources = ["appsettings.json", "appsettings.Production.json", "config/conf.yaml", "secrets", "environment", "command line"];

    private readonly DirectoryInfo _secrets = Directory.CreateTempSubdirectory("ws-secrets-");

    // The environment is the whole process's: a name that no other test has.
    private readonly string _key = $"k{Guid.NewGuid():n}";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Source_BesideTheOnesBeforeIt_Wins(int present)
    {
        await using var service = StartWith(present);

        Assert.Equal(s_sources[present - 1], service.App.Configuration[$"sample:{_key}"]);
    }

    [Fact]
    public async Task ConnectionString_InTheEarliestSource_StillBeatsDatabaseKeysOfTheLatest()
    {
        await using var service = Create(
            folder => File.WriteAllText(Path.Combine(folder, "appsettings.json"), """{ "ConnectionStrings": { "orders": "Server=one;Database=a" } }"""),
            ["--database:host", "two", "--database:dbname", "b"],
            builder => builder.AddServiceDatabase<SampleContext>("orders"));
        await using var scope = service.App.Services.CreateAsyncScope();

        var used = new MySqlConnectionStringBuilder(scope.ServiceProvider.GetRequiredService<SampleContext>().Database.GetConnectionString()!);

        Assert.Equal(("one", "a"), (used.Server, used.Database));
    }

    [Fact]
    public void SecretsDirectory_ThatIsMissing_RefusesTheStart()
    {
        var exception = Assert.ThrowsAny<Exception>(() => SampleService.Create(["--SecretsDirectory", "/nowhere"]));

        Assert.Equal("command line: SecretsDirectory = \"/nowhere\": expected a folder that exists.", exception.Message);
    }

    [Fact]
    public async Task Secret_WithALineBreakAtItsEnd_IsReadWithoutIt()
    {
        File.WriteAllText(Path.Combine(_secrets.FullName, "sample__one"), "a\nb\n");
        File.WriteAllText(Path.Combine(_secrets.FullName, ".hidden"), "x");
        await using var service = SampleService.Create(["--SecretsDirectory", _secrets.FullName]);

        Assert.Equal(("a\nb", null), (service.App.Configuration["sample:one"], service.App.Configuration[".hidden"]));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable($"sample__{_key}", null);
        _secrets.Delete(recursive: true);
    }

    private SampleService StartWith(int present)
    {
        if (present >= 4)
        {
            File.WriteAllText(Path.Combine(_secrets.FullName, $"sample__{_key}"), "secrets\n");
        }

        if (present >= 5)
        {
            Environment.SetEnvironmentVariable($"sample__{_key}", "environment");
        }

        string[] arguments = ["--SecretsDirectory", _secrets.FullName, .. present >= 6 ? [$"--sample:{_key}", "command line"] : Array.Empty<string>()];
        return Create(
            folder =>
            {
                File.WriteAllText(Path.Combine(folder, "appsettings.json"), Json("appsettings.json"));
                if (present >= 2)
                {
                    File.WriteAllText(Path.Combine(folder, "appsettings.Production.json"), Json("appsettings.Production.json"));
                }

                if (present >= 3)
                {
                    Directory.CreateDirectory(Path.Combine(folder, "config"));
                    File.WriteAllText(Path.Combine(folder, "config", "conf.yaml"), $"sample: {{ {_key}: config/conf.yaml }}");
                }
            },
            arguments,
            builder => builder.AddConfigurationSection<LooseOptions>("sample:loose"));
    }

    private static SampleService Create(Action<string> prepare, string[] arguments, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder> configure) =>
        SampleService.Create(arguments, prepare: prepare, configure: configure);

    private string Json(string value) => $$"""{ "sample": { "{{_key}}": "{{value}}" } }""";

    private sealed class LooseOptions;
}
