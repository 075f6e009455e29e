namespace WsBranches.Tests.Hosts;

/// <summary>Waits for conditions.</summary>
internal static class Wait
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    // A machine that is busy starts a program late; nothing is measured by it.
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);

    /// <summary>Asks again and again until the answer is right, ten seconds at most.</summary>
    /// <returns>The right answer.</returns>
    /// <exception cref="TimeoutException">It never was; the text holds the last.</exception>
    public static Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isRight) => UntilAsync(ask, isRight, s_limit, TimeSpan.FromMilliseconds(2));

    /// <summary>Waits until something is true.</summary>
    public static Task UntilAsync(Func<bool> isTrue) => UntilAsync(() => Task.FromResult(isTrue()), answer => answer);

    /// <summary>Waits until a program that was started is there, a minute at most; asked seldom, as each question costs it time.</summary>
    /// <param name="isUp">Whether it is; throws where it has ended.</param>
    public static Task UntilUpAsync(Func<Task<bool>> isUp) => UntilAsync(isUp, answer => answer, s_start, TimeSpan.FromMilliseconds(20));

    private static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isRight, TimeSpan bound, TimeSpan pause)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(bound);
        while (true)
        {
            var answer = await ask();
            if (isRight(answer))
            {
                return answer;
            }

            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"The last answer was: {answer}");
            }

            await Task.Delay(pause, TestContext.Current.CancellationToken);
        }
    }
}
