using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Tests.Configuration;

public sealed class ConfigurationReloadTests : IDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _secrets = Directory.CreateTempSubdirectory("ws-secrets-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _secrets.Delete(recursive: true);

    [Fact]
    public async Task ConfigurationFile_EditedInPlace_IsTakenOver()
    {
        await using var service = await StartAsync("sample: { size: 2 }");
        Assert.Equal(2, SizeOf(service));

        service.WriteConfigurationFile("sample: { size: 3 }");

        await UntilAsync(() => SizeOf(service) == 3);
    }

    [Fact]
    public async Task ConfigurationFile_RenamedOver_IsTakenOver()
    {
        await using var service = await StartAsync("sample: { size: 2 }");
        var file = Path.Combine(service.Folder, "config", "conf.yaml");
        await File.WriteAllTextAsync(file + ".new", "sample: { size: 4 }", Token);

        File.Move(file + ".new", file, overwrite: true);

        await UntilAsync(() => SizeOf(service) == 4);
    }

    [Fact]
    public async Task ConfigurationFile_OfAConfigMap_IsTakenOverAtEachSwap()
    {
        await using var service = await StartAsync(null);
        var volume = new ConfigMapVolume(Path.Combine(service.Folder, "config"));

        foreach (var size in (int[])[5, 6, 7])
        {
            volume.Write(("conf.yaml", $"sample: {{ size: {size} }}"));
            await UntilAsync(() => SizeOf(service) == size);
        }
    }

    [Fact]
    public async Task Secrets_OfASecretVolume_AreTakenOverAtEachSwap()
    {
        var volume = new ConfigMapVolume(_secrets.FullName);
        volume.Write(("sample__size", "2\n"), ("database__password", "first"));
        await using var service = await StartAsync(null, "--SecretsDirectory", _secrets.FullName);
        Assert.Equal(2, SizeOf(service));

        volume.Write(("sample__size", "3\n"), ("database__password", "other"));
        await UntilAsync(() => SizeOf(service) == 3);

        Assert.Equal("other", service.App.Configuration["database:password"]);
        await UntilAsync(() => service.Logs.Lines.Any(line => line.Message.EndsWith("takes effect at the next start: " + _secrets.FullName + ": database:password = ***", StringComparison.Ordinal)));
        Assert.DoesNotContain(service.Logs.Lines, line => line.Message.Contains("other", StringComparison.Ordinal) && line.Message.Contains("password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secrets_OfAPlainFolder_AreTakenOver()
    {
        await File.WriteAllTextAsync(Path.Combine(_secrets.FullName, "sample__size"), "2", Token);
        await using var service = await StartAsync(null, "--SecretsDirectory", _secrets.FullName);

        await File.WriteAllTextAsync(Path.Combine(_secrets.FullName, "sample__size"), "3", Token);

        await UntilAsync(() => SizeOf(service) == 3);
    }

    [Fact]
    public async Task Settings_Broken_KeepTheirLastGoodValues()
    {
        await using var service = SampleService.Create(
            ["--urls", "http://127.0.0.1:0"], configure: AddSample, prepare: folder => File.WriteAllText(Path.Combine(folder, "appsettings.json"), """{ "sample": { "size": 2 } }"""));
        await service.App.StartAsync(Token);

        await File.WriteAllTextAsync(Path.Combine(service.Folder, "appsettings.json"), """{ "sample": { "size": 3 """, Token);
        await UntilAsync(() => Refused(service, "appsettings.json: malformed JSON: "));
        Assert.Equal(2, SizeOf(service));

        await File.WriteAllTextAsync(Path.Combine(service.Folder, "appsettings.json"), """{ "sample": { "size": 4 } }""", Token);
        await UntilAsync(() => SizeOf(service) == 4);
    }

    [Theory]
    [InlineData("sample: { size: [", "config/conf.yaml(")]
    [InlineData("sample: { size: 99 }", "config/conf.yaml: sample:size = \"99\": allowed is 1 to 10.")]
    [InlineData("sample: { size: 3, sise: 4 }", "config/conf.yaml: sample:sise = \"4\": unknown key (did you mean size?); allowed below sample: size, name.")]
    [InlineData("sample: { size: 3, name: bad }", "sample:name: bad is not allowed")]
    [InlineData("sample: { size: 2 }\nsampel: 1", "config/conf.yaml: sampel = \"1\": unknown key (did you mean sample?)")]
    public async Task Change_ThatIsWrong_IsToldAndTheLastGoodValuesStay(string file, string fault)
    {
        await using var service = await StartAsync("sample: { size: 2 }");

        service.WriteConfigurationFile(file);
        await UntilAsync(() => Refused(service, fault));

        Assert.Equal(2, SizeOf(service));
        Assert.Equal(2, service.App.Services.GetRequiredService<IOptionsFactory<SampleOptions>>().Create("").Size);
        service.WriteConfigurationFile("sample: { size: 4 }");
        await UntilAsync(() => SizeOf(service) == 4);
        Assert.Single(service.Logs.Lines, line => line.Message.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Change_OfAKeyThatIsReadAtStart_SaysSo()
    {
        await using var service = await StartAsync("sample: { size: 2, name: a }");

        service.WriteConfigurationFile("sample: { size: 3, name: b }");

        await UntilAsync(() => service.Logs.Lines.Any(line => line is { Level: LogLevel.Warning, Message: "A change of the configuration takes effect at the next start: config/conf.yaml: sample:name = \"b\"" }));
        await UntilAsync(() => service.Logs.Lines.Any(line => line is { Level: LogLevel.Information, Message: "A change of the configuration is taken over: config/conf.yaml: sample:size = \"3\"" }));
    }

    [Fact]
    public async Task Service_Disposed_LooksAtNoFileAnyMore()
    {
        var file = Path.Combine(_secrets.FullName, "sample__size");
        await File.WriteAllTextAsync(file, "2", Token);
        await using var living = await StartAsync(null, "--SecretsDirectory", _secrets.FullName);
        var ended = await StartAsync(null, "--SecretsDirectory", _secrets.FullName);
        var provider = ((IConfigurationRoot)ended.App.Configuration).Providers.Single(provider => provider.TryGet("sample:size", out _));
        await ended.DisposeAsync();

        foreach (var size in (int[])[3, 4])
        {
            await File.WriteAllTextAsync(file, $"{size}{new string('\n', size - 3)}", Token);
            await UntilAsync(() => SizeOf(living) == size);
        }

        Assert.True(provider.TryGet("sample:size", out var value) && value == "2");
    }

    private static Task<SampleService> StartAsync(string? file, params string[] arguments) =>
        SampleService.StartAsync(["--urls", "http://127.0.0.1:0", .. arguments], file, AddSample);

    private static void AddSample(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) =>
        builder.AddConfigurationSection<SampleOptions>("sample").Validate(options => options.Name != "bad", "sample:name: bad is not allowed");

    private static int SizeOf(SampleService service) => service.App.Services.GetRequiredService<IOptionsMonitor<SampleOptions>>().CurrentValue.Size;

    private static bool Refused(SampleService service, string fault) =>
        service.Logs.Lines.Any(line => line.Level == LogLevel.Error && line.Message.StartsWith("A change of the configuration is not taken over: ", StringComparison.Ordinal) && line.Message.Contains(fault, StringComparison.Ordinal));

    private static async Task UntilAsync(Func<bool> seen)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(s_bound);
        while (!seen())
        {
            await Task.Delay(20, timeout.Token);
        }
    }

    private sealed class SampleOptions
    {
        [Reloadable]
        [Range(1, 10)]
        public int Size { get; set; } = 1;

        public string Name { get; set; } = "";
    }
}
