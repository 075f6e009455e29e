namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>The command <c>config</c> of every service, such as <c>WsOrder config</c>: prints the configuration in effect, secrets masked, and ends.</summary>
internal sealed class ConfigCommand(string firstArgument, EffectiveConfiguration configuration, ConfigurationCheck check)
{
    /// <summary>Whether the program was asked for it.</summary>
    public bool IsAsked => firstArgument == "config";

    /// <summary>Prints each key with value and source, and then the faults.</summary>
    /// <returns>The exit code: 0, or 1 where something is wrong.</returns>
    public int Run(TextWriter output, TextWriter errors)
    {
        foreach (var entry in configuration.Read())
        {
            output.WriteLine($"{entry.Key} = {entry.Value}  ({entry.Source})");
        }

        output.Flush();
        var faults = check.FindFaults();
        if (faults.Count == 0)
        {
            return 0;
        }

        errors.Write(StartRefusal.Format(faults));
        return 1;
    }
}
