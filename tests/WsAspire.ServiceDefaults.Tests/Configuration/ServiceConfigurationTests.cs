using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace WsAspire.ServiceDefaults.Tests.Configuration;

public sealed class ServiceConfigurationTests
{
    [Fact]
    public async Task ConfigurationFile_Missing_IsFine()
    {
        await using var service = await SampleService.StartAsync();

        Assert.Null(service.App.Configuration["database:host"]);
    }

    [Fact]
    public async Task ConfigurationFile_OfEachShape_IsFlattened()
    {
        await using var service = SampleService.Create([], "# comment\nsample:\n  text: 'a: b'\n  list: [x, y]\n  empty: ~\n  nested: { deep: 1 }\n", builder => builder.AddConfigurationSection<SampleOptions>("sample:own"));

        var configuration = service.App.Configuration;

        Assert.Equal(("a: b", "y", null, "1"), (configuration["sample:text"], configuration["SAMPLE:LIST:1"], configuration["sample:empty"], configuration["sample:nested:deep"]));
    }

    [Theory]
    [InlineData("database:\n  host: [a\n", "config/conf.yaml(3,")]
    [InlineData("database:\n\thost: a\n", "config/conf.yaml(1,1): malformed YAML: While scanning a mapping, found invalid tab")]
    [InlineData("database: { host: a, Host: b }", "database:Host is there twice")]
    [InlineData("- a", "expected keys and values")]
    [InlineData("a: 1\n---\nb: 2", "one YAML document")]
    public void ConfigurationFile_Malformed_RefusesTheStartAndSaysWhere(string file, string expected)
    {
        var exception = Assert.Throws<InvalidDataException>(() => SampleService.Create([], file));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("databse: { host: a }", "config/conf.yaml: databse:host = \"a\": unknown key (did you mean database?); allowed at the top of config/conf.yaml: ")]
    [InlineData("server: 8080", "config/conf.yaml: server = \"8080\": unknown key")]
    [InlineData("server: { token: hidden }", "config/conf.yaml: server:token = ***: unknown key")]
    [InlineData("database: { hots: a }", "config/conf.yaml: database:hots = \"a\": unknown key (did you mean host?); allowed below database: driver, host")]
    [InlineData("sample: { size: 11 }", "config/conf.yaml: sample:size = \"11\": allowed is 1 to 10.")]
    [InlineData("sample: { size: big }", "config/conf.yaml: sample:size = \"big\": expected a whole number, 1 to 10.")]
    [Trait("needs", "quiet")]
    public void ConfigurationFile_WithAWrongKey_RefusesBeforeTheStart(string file, string expected)
    {
        // Pays for the code, which a program of its own has compiled ahead of time: the time is that of the refusal.
        Assert.ThrowsAny<Exception>(() => SampleService.Create([], "- a", AddSample));
        var since = Stopwatch.GetTimestamp();

        var exception = Assert.ThrowsAny<Exception>(() => SampleService.Create([], file, AddSample));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task OwnSection_WithAWrongArgument_NamesItsSource()
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--Transcoding:MaxBodySize", "-1"], null));

        Assert.Contains("command line: Transcoding:MaxBodySize = \"-1\": allowed is 1 to 1073741824.", exception.Message, StringComparison.Ordinal);
    }

    private static void AddSample(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) => builder.AddConfigurationSection<SampleOptions>("sample");

    private sealed class SampleOptions
    {
        [Range(1, 10)]
        public int Size { get; set; } = 1;
    }
}
