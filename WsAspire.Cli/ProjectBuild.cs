using System.Diagnostics;
using System.Globalization;

namespace WsAspire.Cli;

/// <summary>Builds one project.</summary>
internal static class ProjectBuild
{
    /// <summary>Builds a project in its tree, as a person does there.</summary>
    /// <param name="root">Root of the tree.</param>
    /// <param name="project">The project file, from there.</param>
    /// <param name="say">Is told what is done.</param>
    /// <param name="cancellationToken">Stops the build.</param>
    /// <returns>Full path of its assembly.</returns>
    /// <exception cref="CommandFailedException">It does not build; the text holds the errors.</exception>
    public static async Task<string> RunAsync(string root, string project, Action<string> say, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        say($"building {project} in {root}");
        var temporary = Path.Combine(root, ".ws", string.Create(CultureInfo.InvariantCulture, $"tmp-{Environment.ProcessId}"));
        try
        {
            // What the SDK leaves in its temporary folder stays inside the tree. A socket's path may be 107 characters long, and it puts one there.
            var environment = new Dictionary<string, string>();
            if (temporary.Length < 60)
            {
                environment["TMPDIR"] = Directory.CreateDirectory(temporary).FullName;
            }

            string[] arguments = ["build", project, "-nologo", "-v:quiet", "-clp:NoSummary", "-nodeReuse:false", "-getProperty:TargetPath"];
            var (code, output, error) = await ProgramOutput.RunAsync("dotnet", arguments, root, environment, cancellationToken);
            if (code != 0)
            {
                throw new CommandFailedException($"{Path.Combine(root, project)} does not build:\n{output}{error}".TrimEnd());
            }

            say($"built in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
            return output.Split('\n')[^1];
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }
}
