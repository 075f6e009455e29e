using System.Reflection;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Tells a wrong configuration in plain text, where the program would end with the dump of an exception.</summary>
internal static class StartRefusal
{
    private static int s_installed;

    /// <summary>Name of the program.</summary>
    public static string Program => Assembly.GetEntryAssembly()?.GetName().Name ?? "The service";

    /// <summary>Answers a wrong configuration that nobody caught: a block on standard error, exit code 1. Other exceptions are left alone.</summary>
    public static void Install()
    {
        if (Interlocked.Exchange(ref s_installed, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
            {
                if (FaultsOf(unhandled.ExceptionObject) is { } faults)
                {
                    Console.Error.Write(Format(faults));
                    Console.Error.Flush();
                    Environment.Exit(1);
                }
            };
        }
    }

    /// <summary>Writes faults, each on a line.</summary>
    public static string Format(IReadOnlyCollection<string> faults) =>
        $"{Program} does not start: its configuration has {(faults.Count == 1 ? "a fault" : faults.Count + " faults")}.{Environment.NewLine}"
        + string.Concat(faults.Select(fault => $"  {fault.ReplaceLineEndings(" ")}{Environment.NewLine}"));

    private static string[]? FaultsOf(object? exception) => exception switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        InvalidDataException { Source: "WsAspire.ServiceDefaults" } malformed => [malformed.Message],
        AggregateException many when many.InnerExceptions.All(inner => FaultsOf(inner) is not null) => [.. many.InnerExceptions.SelectMany(inner => FaultsOf(inner)!)],
        _ => null,
    };
}
