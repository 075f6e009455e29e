using System.Text.RegularExpressions;

namespace Aspire.Hosting.ApplicationModel;

internal static partial class ModelName
{
    internal static void Validate(string target, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > 64 || !Form().IsMatch(name))
        {
            throw new ArgumentException(
                $"{target} name '{name}' is invalid. Name must be 1 to 64 ASCII letters, digits and hyphens, start with a letter, not end with a hyphen and not contain two in a row.",
                nameof(name));
        }
    }

    [GeneratedRegex("^[A-Za-z](-?[A-Za-z0-9])*\\z")]
    private static partial Regex Form();
}
