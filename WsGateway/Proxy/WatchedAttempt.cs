namespace WsGateway.Proxy;

/// <summary>One request to an instance that is watched. Where it falls silent the caller goes on at once: hundreds may wait for the same instance, and what they gave up is cleared away when they have their answers.</summary>
internal static class WatchedAttempt
{
    // By then those who waited are served.
    private static readonly TimeSpan s_later = TimeSpan.FromSeconds(1);

    /// <summary>Sends it.</summary>
    /// <param name="invoker">The connections.</param>
    /// <param name="request">What to send; it is in use for longer than this runs, where null is returned.</param>
    /// <param name="silence">Ends when the instance falls silent.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answer; null where the instance fell silent before it.</returns>
    public static async Task<HttpResponseMessage?> SendAsync(HttpMessageInvoker invoker, HttpRequestMessage request, CancellationToken silence, CancellationToken cancellationToken)
    {
        var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = invoker.SendAsync(request, cut.Token);
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (silence.UnsafeRegister(static silent => ((TaskCompletionSource)silent!).TrySetResult(), silent))
        {
            await Task.WhenAny(answer, silent.Task);
        }

        if (answer.IsCompleted)
        {
            cut.Dispose();
            return await answer;
        }

        cut.CancelAfter(s_later);
        _ = ClearAsync(answer, cut);
        return null;
    }

    private static async Task ClearAsync(Task<HttpResponseMessage> answer, CancellationTokenSource cut)
    {
        await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cut.Dispose();
        if (answer.IsCompletedSuccessfully)
        {
            (await answer).Dispose();
        }
    }
}
