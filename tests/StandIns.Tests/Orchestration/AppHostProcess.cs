using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using StandIns.Tests.Orchestration.Output;

namespace StandIns.Tests.Orchestration;

/// <summary>The tests' AppHost as a process of its own.</summary>
internal sealed partial class AppHostProcess : IDisposable
{
    // Only for giving up: a build beside the tests may hold a start back for long.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly CapturedText _output = new();

    public AppHostProcess(string[] arguments, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "StandIns.AppHost.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _output.WriteLine(line.Data);
        _process.ErrorDataReceived += (_, line) => _output.WriteLine(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => _output.ToString();

    public int Id => _process.Id;

    /// <summary>The process ids that the resources print: "up 12", "child 13", "Now listening" has none.</summary>
    public IReadOnlyList<int> Printed(string word) =>
        [.. Numbers().Matches(Output).Where(match => match.Groups["word"].Value == word).Select(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture))];

    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public Task UntilAsync(string text) => UntilAsync(() => Output.Contains(text, StringComparison.Ordinal));

    public async Task UntilAsync(Func<bool> condition, TimeSpan? patience = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(patience ?? s_patience);
        try
        {
            while (!condition())
            {
                await Task.Delay(20, stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail("In vain. The output was:\n" + Output);
        }
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience);
        return _process.ExitCode;
    }

    public static bool IsAlive(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It is gone, at the latest while it was read.
            return false;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _output.Dispose();
    }

    [GeneratedRegex(@"\| (?<word>up|child) (?<number>\d+)")]
    private static partial Regex Numbers();
}
