using System.Globalization;

namespace WsAspire.Fuzz;

/// <summary>What a run came to.</summary>
/// <param name="Name">The target.</param>
/// <param name="Seed">Repeats the run.</param>
/// <param name="Inputs">How many inputs were sent, the corpus included.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Answers">How often each answer came.</param>
/// <param name="Faults">What must not be; empty where all is well.</param>
/// <param name="Before">Memory after the warm-up.</param>
/// <param name="After">Memory at the end.</param>
internal sealed record FuzzReport(
    string Name, int Seed, long Inputs, TimeSpan Elapsed, IReadOnlyDictionary<string, long> Answers, IReadOnlyList<string> Faults, MemoryUse Before, MemoryUse After)
{
    private const int ShownAnswers = 40;

    public void Write(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name}: {Inputs} inputs in {Elapsed.TotalSeconds:f1} s ({Inputs / Elapsed.TotalSeconds:f0}/s), seed {Seed}"));
        foreach (var (answer, times) in Answers.OrderByDescending(pair => pair.Value).Take(ShownAnswers))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {times,8}  {answer}"));
        }

        output.WriteLine($"  memory: resident {Before.Resident >> 20} MiB after the warm-up, {After.Resident >> 20} MiB at the end; managed heap {Before.Heap >> 20} and {After.Heap >> 20} MiB");
        foreach (var fault in Faults)
        {
            output.WriteLine($"  FAULT  {fault}");
        }
    }
}
