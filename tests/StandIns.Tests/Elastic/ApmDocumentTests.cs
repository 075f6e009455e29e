using System.Text.RegularExpressions;
using Elastic.Apm.NetCoreAll.Settings;
using Microsoft.Extensions.Configuration;
using WsAspire.Testing;

namespace StandIns.Tests.Elastic;

/// <summary>The table of docs/elastic.md says what is done.</summary>
public sealed partial class ApmDocumentTests
{
    public static TheoryData<string, string> Rows { get; } = new(Row().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/elastic.md")))
        .Select(row => (row.Groups["name"].Value, row.Groups["use"].Value)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Setting_IsIgnored_WhereTheTableSaysSo(string name, string use)
    {
        var settings = ApmSettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection([new($"ELASTIC_APM_{name}", "1")]).Build(), null);

        Assert.Equal(use == "ignored" ? [$"ELASTIC_APM_{name}"] : [], settings.Ignored);
    }

    [Fact]
    public void Table_HasEachOnce()
    {
        Assert.True(Rows.Count > 40, $"There are {Rows.Count} rows");
        Assert.Equal(Rows.Count, Rows.Select(row => row.Data.Item1).Distinct().Count());
    }

    [GeneratedRegex("^\\| (?<name>[A-Z_]+) \\| (?<use>honoured|mapped|ignored) \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
