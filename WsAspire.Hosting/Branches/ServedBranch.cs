using System.Net.Http.Json;
using System.Text.Json;
using WsAspire.Branching;
using WsAspire.Branching.Local;

namespace WsAspire.Hosting.Branches;

/// <summary>Waits until a branch is served: ready by what ws-branches knows, and then by what a caller at the door is answered.</summary>
/// <param name="branches">Address of ws-branches.</param>
/// <param name="service">The service.</param>
internal sealed class ServedBranch(string branches, RunningService service)
{
    private const int TailLines = 20;
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_ready = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_served = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_talk = TimeSpan.FromSeconds(2);
    private static readonly HttpClient s_client = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Waits.</summary>
    /// <param name="started">What was started.</param>
    /// <param name="say">Is told every two seconds what is waited for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="BranchFailedException">A process ended, or it took too long; the text holds the end of its log.</exception>
    public async Task WaitAsync(StartedBranch started, Action<string> say, CancellationToken cancellationToken)
    {
        for (var i = 0; i < started.Instances.Count; i++)
        {
            var (instance, process) = (started.Instances[i], started.Processes[i]);
            await UntilAsync(() => IsReadyAsync(instance, process, cancellationToken), s_ready, process, say, cancellationToken);
        }

        if (service.HasProxy)
        {
            var branch = started.Instances[0].Branch;
            await UntilAsync(() => IsServedAsync(branch, cancellationToken), s_served, started.Processes[0], say, cancellationToken);
        }
    }

    private static async Task UntilAsync(Func<Task<string?>> reason, TimeSpan bound, BranchProcess process, Action<string> say, CancellationToken cancellationToken)
    {
        var (began, said) = (TimeProvider.System.GetTimestamp(), TimeProvider.System.GetTimestamp());
        while (await reason() is { } why)
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(began) > bound)
            {
                throw new BranchFailedException($"{(process.HasExited ? $"it ended with {process.ExitCode}" : $"after {bound.TotalSeconds:0} s, {why}")}; its log ends with:\n{process.LogTail(TailLines)}");
            }

            if (TimeProvider.System.GetElapsedTime(said) > s_talk)
            {
                say(why);
                said = TimeProvider.System.GetTimestamp();
            }

            await Task.Delay(s_poll, cancellationToken);
        }
    }

    private async Task<string?> IsReadyAsync(StartedInstance instance, BranchProcess process, CancellationToken cancellationToken)
    {
        try
        {
            var overview = await s_client.GetFromJsonAsync(new Uri($"{branches}/v1/branches"), LocalJson.Default.Overview, cancellationToken);
            var known = overview!.InstancesOf(service.Name, instance.Branch).FirstOrDefault(one => one.Port == instance.Port);
            return known switch
            {
                { IsReady: true } when !process.HasExited => null,
                { Reason: { } reason } => $"it is not ready: {reason}",
                { } => "it is not ready",
                null => "it has not joined its branch yet",
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return "ws-branches does not answer";
        }
    }

    // Any answer says who gave it, and a probe is the cheapest.
    private async Task<string?> IsServedAsync(string branch, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{service.Door}/alive");
            request.Headers.Add(BranchHeaders.Branch, branch);
            using var answer = await s_client.SendAsync(request, cancellationToken);
            var served = answer.Headers.TryGetValues(BranchHeaders.Served, out var values) ? string.Join(", ", values) : "nobody that says so";
            return served == $"{service.Name}={branch}" ? null : $"{service.Door} is still served by {served}";
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return $"{service.Door} does not answer";
        }
    }
}
