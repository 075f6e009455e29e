using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using WsAspire.Testing;

namespace WsBff.Tests.Docs;

/// <summary>Holds docs/configuration.md against what the running services say of themselves.</summary>
public sealed partial class ConfigurationReferenceTests
{
    private const string Rewrite = "REWRITE_DOCS";
    private static readonly string[] s_programs = ["WsOrder", "WsBff", "WsBranches", "WsGateway"];
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_AgainstTheRunningServices_NamesEveryKeyWithItsDefault()
    {
        var order = ReadKeysAsync("WsOrder", []);
        var bff = ReadKeysAsync("WsBff", []);
        var branches = ReadKeysAsync("WsBranches", new() { ["Branching__Token"] = "a-token-of-the-tests" });
        var gateway = ReadKeysAsync("WsGateway", new() { ["Gateway__FrontDoors__0__Service"] = "ws-order", ["Gateway__FrontDoors__0__Port"] = $"{ServiceProcess.FreePort()}" });
        var page = Write(new() { ["ws-order"] = await order, ["ws-bff"] = await bff, ["ws-branches"] = await branches, ["ws-gateway"] = await gateway });

        var file = Path.Combine(RepositoryRoot.Path, "docs", "configuration.md");
        if (Environment.GetEnvironmentVariable(Rewrite) == "true")
        {
            await File.WriteAllTextAsync(file, page, Cancelled);
        }

        Assert.True(page == await File.ReadAllTextAsync(file, Cancelled), "docs/configuration.md is not what the services have; eng/docs/write-configuration writes it.");
    }

    private static string Write(Dictionary<string, Key[]> services)
    {
        var comments = new MemberDocumentation(
            [Assembly.Load("WsAspire.ServiceDefaults"), .. s_programs.Select(program => Assembly.LoadFrom(PathOf(program)))]);
        var page = new StringBuilder("""
            # Configuration reference

            Every key of the services' own sections, as the running services tell them (`/config` of the admin port). Written by `eng/docs/write-configuration`; a test holds it against them.
            How the sources beat one another, reload and checks: [the frame](frame.md#configuration). A key is written with `:` on the command line, `__` in the environment and in names of secret files, and nested in YAML and JSON;
            its case does not matter. `0` stands for a place in a list, `NAME` for a name of your choice. *Reload*: whether a change takes effect while the service runs; where not, it waits for the next start.

            """);
        var keys = services.SelectMany(service => service.Value.Select(key => (Service: service.Key, Key: key))).ToArray();
        foreach (var section in keys.GroupBy(entry => entry.Key.key.Split(':')[0]).OrderBy(section => section.Key, StringComparer.OrdinalIgnoreCase))
        {
            page.Append($"\n## {section.Key}\n\n{comments.OfSection(section.Key)}\nIn {NamesOf(section.Select(entry => entry.Service).Distinct())}.\n\n");
            page.Append("| key | default | allowed | reload | what it does |\n| --- | --- | --- | --- | --- |\n");
            foreach (var key in section.Select(entry => entry.Key).DistinctBy(key => key.key))
            {
                page.Append($"| `{key.key}` | {(key.@default.Length == 0 ? "" : $"`{key.@default}`")} | {Cell(key.allowed)} | {(key.reloadable ? "yes" : "no")} | {Cell(comments.OfKey(key.key))} |\n");
            }
        }

        return page.ToString();
    }

    private static string NamesOf(IEnumerable<string> services) => services.ToArray() switch
    {
        [.. var others, var last] when others.Length > 0 => $"{string.Join(", ", others)} and {last}",
        var names => names[0],
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    // Where the build puts it, beside its own settings: artifacts/bin/NAME/debug.
    private static string PathOf(string program)
    {
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        return Path.Combine(own, "..", "..", program, Path.GetFileName(own), program + ".dll");
    }

    private static async Task<Key[]> ReadKeysAsync(string program, Dictionary<string, string?> settings)
    {
        var folder = TestFolder.Create("reference");
        try
        {
            var environment = new Dictionary<string, string?>(settings) { ["DOTNET_ENVIRONMENT"] = "Production", ["ASPNETCORE_ENVIRONMENT"] = null };
            await using var process = LeashedProcess.Start("dotnet", [PathOf(program), "--urls", "http://127.0.0.1:0"], environment, folder);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
            timeout.CancelAfter(s_startTimeout);
            Match address;
            while (!(address = AdminAddress().Match(process.Output)).Success)
            {
                Assert.False(process.HasExited, process.Output);
                await Task.Delay(20, timeout.Token);
            }

            using var admin = new HttpClient { BaseAddress = new Uri(address.Groups[1].Value) };
            var configuration = await admin.GetFromJsonAsync<JsonElement>("/config", timeout.Token);
            return configuration.GetProperty("keys").Deserialize<Key[]>()!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"Admin port on (http://\S+)")]
    private static partial Regex AdminAddress();

    private sealed record Key(string key, string @default, string allowed, bool reloadable);
}
