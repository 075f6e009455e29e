using System.Runtime.InteropServices;
using WsAspire.Fuzz.Slow;

namespace WsAspire.Fuzz;

/// <summary>Holds slow connections on a service until SIGTERM, and then says what became of them.</summary>
/// <remarks>A process of its own, with the least claim to the processor: attackers are on other machines, and must not slow down the service or its callers by sharing one.</remarks>
internal static class AttackCommand
{
    public static async Task<int> RunAsync(CommandOptions options, TextWriter output)
    {
        var over = new TaskCompletionSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            over.TrySetResult();
        });
        await using var attack = new SlowAttack(options.Port, options.SlowKinds, options.Connections);
        await over.Task;
        foreach (var kind in options.SlowKinds)
        {
            await output.WriteLineAsync($"  {attack.Describe(kind)}");
        }

        return 0;
    }
}
