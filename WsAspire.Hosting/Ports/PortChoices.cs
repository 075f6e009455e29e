using System.Globalization;

namespace WsAspire.Hosting.Ports;

/// <summary>Ports that somebody chose for front doors: <c>random</c>, or <c>ws-bff=9200,ws-order=8090</c>.</summary>
public sealed class PortChoices
{
    /// <summary>Configuration key (command line <c>--ports …</c>).</summary>
    public const string ConfigurationKey = "ports";

    private const string Random = "random";
    private readonly bool _isRandom;
    private readonly Dictionary<string, int> _ports = [];

    private PortChoices(bool isRandom) => _isRandom = isRandom;

    /// <summary>Reads the choice.</summary>
    /// <param name="value">The text; null or empty means none.</param>
    /// <param name="names">The resources that have a front door.</param>
    /// <exception cref="DistributedApplicationException">The text has another form, names another resource, or a port below 1 or above 65535.</exception>
    public static PortChoices Parse(string? value, params string[] names)
    {
        var choices = new PortChoices(string.Equals(value, Random, StringComparison.OrdinalIgnoreCase));
        foreach (var part in choices._isRandom ? [] : (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (name, port) = part.Split('=') is [var left, var right] ? (left.Trim(), right.Trim()) : ("", "");
            if (!names.Contains(name) || !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
            {
                throw new DistributedApplicationException(
                    $"{ConfigurationKey}: expected '{Random}' or name=port with a name of {string.Join(", ", names)} and a port of 1 to 65535, " +
                    $"such as {names[0]}=9200; got '{part}'.");
            }

            choices._ports[name] = number;
        }

        return choices;
    }

    /// <summary>The port to use where the model has <paramref name="modelPort"/>. Null means a free one.</summary>
    public int? PortFor(string name, int? modelPort) => _isRandom ? null : _ports.TryGetValue(name, out var port) ? port : modelPort;
}
