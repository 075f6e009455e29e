namespace Aspirate;

/// <summary><c>aspirate generate</c>: from a manifest to a tree of files that kustomize takes.</summary>
internal static class GenerateCommand
{
    private const string Usage = "usage: aspirate generate OPTIONS (a stand-in for Aspirate 9.1)";

    /// <summary>Runs the program.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Takes what is done.</param>
    /// <param name="error">Takes warnings and faults.</param>
    /// <returns>0; as Aspirate ends otherwise: 220 and 221 for expressions that name nothing, else 1.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        try
        {
            if (arguments.Any(argument => argument is "--help" or "-h" or "-?"))
            {
                WriteHelp(output);
                return 0;
            }

            if (arguments is not ["generate", ..])
            {
                throw new AspirateException($"unknown command '{string.Join(' ', arguments.Take(1))}': this stand-in for Aspirate 9.1 knows generate");
            }

            Generate(GenerateOptions.Parse([.. arguments.Skip(1)]), output, error);
            return 0;
        }
        catch (AspirateException exception)
        {
            error.WriteLine($"aspirate: {exception.Message}");
            return exception.ExitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"aspirate: {exception.Message}");
            return 1;
        }
    }

    // Everything is read before anything is written.
    private static void Generate(GenerateOptions options, TextWriter output, TextWriter error)
    {
        var manifest = Manifest.Read(options.ManifestPath, error);
        var expressions = new Expressions(manifest, ParameterValues.Of(manifest, options.Parameters, error), error);
        var workloads = new Workloads(options, expressions, error).Of(manifest);
        if (workloads.Count == 0)
        {
            output.WriteLine("No supported components selected. Nothing is generated.");
            return;
        }

        new OutputTree(options.OutputPath, output).Write(workloads, options);
    }

    private static void WriteHelp(TextWriter output)
    {
        output.WriteLine(Usage);
        foreach (var option in OptionDefinition.All)
        {
            output.WriteLine($"  {string.Join(", ", [.. option.OtherNames, option.Name])} {option.Value ?? "[true|false]"}: {option.Meaning}");
        }
    }
}
