using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace WsBff.Tests.Docs;

/// <summary>The comments of options classes, found by the name of their section.</summary>
internal sealed partial class MemberDocumentation
{
    private readonly Dictionary<string, string> _comments;
    private readonly Dictionary<string, Type> _sections;

    public MemberDocumentation(params Assembly[] assemblies)
    {
        _comments = assemblies
            .SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
            .DistinctBy(member => member.Attribute("name")!.Value)
            .ToDictionary(member => member.Attribute("name")!.Value, member => Clean(member.Element("summary")));
        _sections = assemblies.SelectMany(assembly => assembly.GetTypes())
            .Select(type => (Type: type, Name: type.GetField("SectionName", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)?.GetValue(null) as string))
            .Where(section => section.Name is not null)
            .ToDictionary(section => section.Name!, section => section.Type, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What the section is for.</summary>
    public string OfSection(string section) => _sections.TryGetValue(section, out var type) ? _comments.GetValueOrDefault("T:" + type.FullName!.Replace('+', '.'), "") : "";

    /// <summary>What a key does.</summary>
    public string OfKey(string key)
    {
        var section = _sections.Keys.Where(section => key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase)).MaxBy(section => section.Length);
        if (section is null)
        {
            return "";
        }

        Type? type = _sections[section];
        PropertyInfo? property = null;
        foreach (var name in key[(section.Length + 1)..].Split(':').Where(name => name is not ("0" or "NAME")))
        {
            property = type?.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            type = property is null ? null : ItemOf(property.PropertyType);
        }

        return property is null ? "" : _comments.GetValueOrDefault($"P:{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}", "");
    }

    private static Type ItemOf(Type type) => type.IsArray ? type.GetElementType()! : type.IsGenericType && type != typeof(string) ? type.GetGenericArguments()[^1] : type;

    private static string Clean(XElement? summary)
    {
        if (summary is null)
        {
            return "";
        }

        foreach (var code in summary.Descendants("c").ToArray())
        {
            code.ReplaceWith($"`{code.Value}`");
        }

        foreach (var link in summary.Descendants("see").ToArray())
        {
            link.ReplaceWith($"`{link.Attribute("cref")?.Value.Split('.')[^1]}`");
        }

        return Space().Replace(summary.Value.Trim(), " ");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
