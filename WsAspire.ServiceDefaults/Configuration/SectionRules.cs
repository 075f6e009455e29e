using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Holds bound options against their attributes and their own rules, through nested objects, lists and dictionaries.</summary>
internal sealed class SectionRules(IConfiguration configuration)
{
    private const int MaxDepth = 16;

    private readonly List<string> _faults = [];

    /// <summary>Names all faults, each with the full key.</summary>
    public IReadOnlyList<string> FindFaults(object options, string section)
    {
        Check(options, section, MaxDepth);
        return _faults;
    }

    private void Check(object options, string path, int depth)
    {
        var before = _faults.Count;
        foreach (var property in SectionShape.PropertiesOf(options.GetType()))
        {
            var value = property.GetValue(options);
            var key = $"{path}:{SectionShape.Spell(path, property.Name)}";
            CheckAttributes(options, property, value, key);
            if (value is not null && depth > 0)
            {
                CheckInside(value, key, depth - 1);
            }
        }

        if (_faults.Count == before)
        {
            CheckOwnRules(options, path);
        }
    }

    private void CheckAttributes(object options, PropertyInfo property, object? value, string key)
    {
        var context = new ValidationContext(options) { MemberName = property.Name, DisplayName = property.Name };
        foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (attribute.GetValidationResult(value, context) is { } fault)
            {
                var own = attribute.ErrorMessage is not null || attribute.ErrorMessageResourceName is not null;
                var allowed = own ? null : AllowedText.Describe(attribute);
                Add(key, allowed is null ? fault.ErrorMessage ?? "not allowed" : attribute is RequiredAttribute ? "is required" : "allowed is " + allowed);
            }
        }
    }

    private void CheckInside(object value, string key, int depth)
    {
        if (SectionShape.IsSimple(value.GetType()))
        {
            return;
        }

        if (value is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                CheckItem(entry.Value, $"{key}:{entry.Key}", depth);
            }
        }
        else if (value is IEnumerable items)
        {
            var place = 0;
            foreach (var item in items)
            {
                CheckItem(item, $"{key}:{place++}", depth);
            }
        }
        else
        {
            Check(value, key, depth);
        }
    }

    private void CheckItem(object? item, string key, int depth)
    {
        if (item is not null && !SectionShape.IsSimple(item.GetType()))
        {
            Check(item, key, depth);
        }
    }

    private void CheckOwnRules(object options, string path)
    {
        var context = new ValidationContext(options);
        var faults = options.GetType().GetCustomAttributes<ValidationAttribute>()
            .Select(attribute => attribute.GetValidationResult(options, context))
            .Concat(options is IValidatableObject own ? own.Validate(context) : [])
            .OfType<ValidationResult>();
        foreach (var fault in faults)
        {
            string[] keys = [.. fault.MemberNames.Select(name => $"{path}:{SectionShape.Spell(path, name)}")];
            Add(keys.Length == 0 ? [path] : keys, fault.ErrorMessage ?? "not allowed");
        }
    }

    private void Add(string key, string what) => Add([key], what);

    private void Add(IEnumerable<string> keys, string what) =>
        _faults.Add($"{string.Join(", ", keys.Select(key => ConfigurationOrigin.Describe(configuration, configuration.GetSection(key))))}: {what.TrimEnd('.')}.");
}
