namespace Aspirate;

/// <summary>The values of the manifest's parameters.</summary>
internal static class ParameterValues
{
    /// <summary>Finds the value of each parameter: what is given, else its published default.</summary>
    /// <param name="manifest">Has the parameters.</param>
    /// <param name="given">Values by name.</param>
    /// <param name="warnings">Takes a line for each value that no parameter takes.</param>
    /// <returns>Values by name; a parameter that has no input is not among them.</returns>
    /// <exception cref="AspirateException">A parameter has no value.</exception>
    public static Dictionary<string, string> Of(Manifest manifest, IReadOnlyDictionary<string, string> given, TextWriter warnings)
    {
        var parameters = manifest.Resources.Where(resource => resource.Type == "parameter.v0").ToList();
        foreach (var name in given.Keys.Where(name => parameters.All(parameter => parameter.Name != name)))
        {
            warnings.WriteLine($"--parameter: the manifest has no parameter '{name}'");
        }

        return parameters
            .Select(parameter => (parameter.Name, Value: given.GetValueOrDefault(parameter.Name) ?? DefaultOf(parameter)))
            .Where(parameter => parameter.Value is not null)
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value!);
    }

    // A generated value would be another one at each run, and nothing here keeps it.
    private static string? DefaultOf(ManifestResource parameter)
    {
        var (key, input) = parameter.Members("inputs").FirstOrDefault();
        if (input is null)
        {
            return null;
        }

        return input["default"]?["value"] is { } value
            ? parameter.TextOf(value, $"inputs.{key}.default.value")
            : throw new AspirateException($"parameter '{parameter.Name}' has no value, and nothing is asked in non-interactive mode: give --parameter {parameter.Name}=VALUE");
    }
}
