using System.Globalization;

namespace WsAspire.Fuzz;

/// <summary>What the command line asks for.</summary>
internal sealed record CommandOptions
{
    public const string Help = """
        usage: eng/fuzz/run [json|grpc|http2]... [--count N] [--seed S]
               eng/fuzz/run slowloris [--connections N] [--seconds N] [--kind NAME]...

          --count N          inputs to make of each kind, 100000 by default
          --seed S           repeats a run; the time by default
          --connections N    slow connections of each kind at a time, 2000 by default
          --seconds N        how long the attack lasts, 60 by default
          --kind NAME        Silent, HalfPreface, Headers, Body, Reading or Idle; the first four by default
        """;

    public List<string> Targets { get; } = [];

    public List<string> Kinds { get; } = [];

    public long Count { get; private set; } = 100_000;

    public int Seed { get; private set; } = Environment.TickCount & int.MaxValue;

    public int Connections { get; private set; } = 2_000;

    public int Seconds { get; private set; } = 60;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">One is unknown, or no number where one is needed.</exception>
    public static CommandOptions Parse(string[] arguments)
    {
        var options = new CommandOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "json" or "grpc" or "http2":
                    options.Targets.Add(arguments[i]);
                    break;
                case "--count":
                    options.Count = Number();
                    break;
                case "--seed":
                    options.Seed = Number();
                    break;
                case "--connections":
                    options.Connections = Number();
                    break;
                case "--seconds":
                    options.Seconds = Number();
                    break;
                case "--kind" when i + 1 < arguments.Length:
                    options.Kinds.Add(arguments[++i]);
                    break;
                default:
                    throw new ArgumentException($"Unknown argument '{arguments[i]}'.");
            }

            int Number() => i + 1 < arguments.Length && int.TryParse(arguments[++i], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ArgumentException("A number is missing after an option.");
        }

        return options;
    }
}
