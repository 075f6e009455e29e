using System.Globalization;
using WsAspire.Fuzz.Slow;

namespace WsAspire.Fuzz;

/// <summary>What the command line asks for.</summary>
internal sealed record CommandOptions
{
    public const string Help = """
        usage: eng/fuzz/run [json|grpc|http2]... [--count N] [--seed S]
               eng/fuzz/run slowloris [--connections N] [--seconds N] [--kind NAME]... [--together]

          --count N          inputs to make of each kind, 100000 by default
          --seed S           repeats a run; the time by default
          --connections N    slow connections of each kind at a time, 2000 by default
          --seconds N        how long each attack lasts, 60 by default
          --kind NAME        Silent, HalfPreface, Headers, Body, Reading or Idle; the first four by default, one after the other
          --together         all kinds at once
        """;

    public List<string> Targets { get; } = [];

    public List<SlowKind> Kinds { get; } = [];

    /// <summary>What attackers do: those that were named, else all that hold a connection before there is a request.</summary>
    public IReadOnlyList<SlowKind> SlowKinds => Kinds.Count > 0 ? Kinds : [SlowKind.Silent, SlowKind.HalfPreface, SlowKind.Headers, SlowKind.Body];

    public long Count { get; private set; } = 100_000;

    public int Seed { get; private set; } = Environment.TickCount & int.MaxValue;

    public int Connections { get; private set; } = 2_000;

    public int Seconds { get; private set; } = 60;

    /// <summary>Whether all kinds attack at once.</summary>
    public bool Together { get; private set; }

    /// <summary>The loopback port that is attacked.</summary>
    public int Port { get; private set; }

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
                case "--together":
                    options.Together = true;
                    break;
                case "--port":
                    options.Port = Number();
                    break;
                case "--kind" when i + 1 < arguments.Length:
                    options.Kinds.Add(Enum.TryParse<SlowKind>(arguments[++i], ignoreCase: true, out var kind) && Enum.IsDefined(kind)
                        ? kind
                        : throw new ArgumentException($"Unknown kind '{arguments[i]}'."));
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
