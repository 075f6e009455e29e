namespace Aspirate;

/// <summary>The options of a command line, as they were given.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, List<string>> _values = [];

    /// <summary>Reads what stands behind <c>generate</c>.</summary>
    /// <exception cref="AspirateException">There is an unknown option, one too many, or a value is missing.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [['-', ..] and var left, var right] ? (left, right) : (arguments[i], null);
            var option = OptionDefinition.Find(name);
            if (option.Value is null)
            {
                value ??= i + 1 < arguments.Count && bool.TryParse(arguments[i + 1], out _) ? arguments[++i] : "true";
            }
            else
            {
                value ??= ++i < arguments.Count ? arguments[i] : throw new AspirateException($"{name}: a value is missing: {name} {option.Value}");
            }

            line.Add(option, value);
        }

        return line;
    }

    /// <summary>The value of an option that is given once at most; null where it is not given.</summary>
    public string? Value(string name) => Values(name) is [var first, ..] ? first : null;

    /// <summary>Every value of an option.</summary>
    public IReadOnlyList<string> Values(string name) => _values.GetValueOrDefault(name) ?? [];

    private void Add(OptionDefinition option, string value)
    {
        if (!_values.TryGetValue(option.Name, out var values))
        {
            _values[option.Name] = values = [];
        }
        else if (!option.MayRepeat)
        {
            throw new AspirateException($"{option.Name}: given more than once");
        }

        values.Add(value);
    }
}
