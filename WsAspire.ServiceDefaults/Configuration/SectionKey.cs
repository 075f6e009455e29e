using System.Reflection;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>One key of a section, as its options class defines it.</summary>
/// <param name="Key">Full key; <c>0</c> stands for the place in a list, <c>NAME</c> for the name in a dictionary.</param>
/// <param name="Default">Its default as it would stand in the configuration; empty for none.</param>
/// <param name="Allowed">What it may hold, in words.</param>
/// <param name="Reloadable">Whether a change takes effect while the service runs.</param>
internal sealed record SectionKey(string Key, string Default, string Allowed, bool Reloadable)
{
    private const int MaxDepth = 8;

    /// <summary>All keys of a section.</summary>
    public static IEnumerable<SectionKey> Of(ConfigurationSection section) =>
        Of(section.Name, section.Type, Activator.CreateInstance(section.Type), section.Type.IsDefined(typeof(ReloadableAttribute)), MaxDepth);

    /// <summary>Whether a change of a key takes effect while the service runs.</summary>
    /// <param name="type">The options of the section.</param>
    /// <param name="path">The key below the section.</param>
    public static bool IsReloadable(Type type, string path)
    {
        foreach (var name in path.Split(':'))
        {
            if (type.IsDefined(typeof(ReloadableAttribute)))
            {
                return true;
            }

            var property = SectionShape.PropertiesOf(type).FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (property?.IsDefined(typeof(ReloadableAttribute)) == true)
            {
                return true;
            }

            type = property?.PropertyType ?? SectionShape.ElementOf(type) ?? type;
        }

        return false;
    }

    private static IEnumerable<SectionKey> Of(string path, Type type, object? defaults, bool reloadable, int depth)
    {
        foreach (var property in SectionShape.PropertiesOf(type))
        {
            var key = $"{path}:{SectionShape.Spell(path, property.Name)}";
            var live = reloadable || property.IsDefined(typeof(ReloadableAttribute)) || property.PropertyType.IsDefined(typeof(ReloadableAttribute));
            var value = defaults is null ? null : property.GetValue(defaults);
            var element = SectionShape.ElementOf(property.PropertyType);
            var inner = element ?? property.PropertyType;
            if (depth == 0 || SectionShape.IsSimple(inner))
            {
                yield return new SectionKey(key, AllowedText.Text(value), AllowedText.Describe(property), live);
                continue;
            }

            var below = element is null ? key : key + (SectionShape.IsDictionary(property.PropertyType) ? ":NAME" : ":0");
            foreach (var nested in Of(below, inner, element is null ? value ?? Create(inner) : Create(inner), live, depth - 1))
            {
                yield return nested;
            }
        }
    }

    private static object? Create(Type type) => type.GetConstructor(Type.EmptyTypes) is null ? null : Activator.CreateInstance(type);
}
