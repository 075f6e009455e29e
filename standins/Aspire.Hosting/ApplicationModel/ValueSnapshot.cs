namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that comes later, and may change.</summary>
public sealed class ValueSnapshot<T> where T : notnull
{
    private TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the value (or a failure) is there.</summary>
    public bool IsValueSet => _source.Task.IsCompleted;

    /// <summary>Waits for the value.</summary>
    public Task<T> GetValueAsync(CancellationToken cancellationToken = default) => _source.Task.WaitAsync(cancellationToken);

    /// <summary>Sets the value.</summary>
    public void SetValue(T value) => Next().TrySetResult(value);

    /// <summary>Sets the failure that every waiter gets.</summary>
    public void SetException(Exception exception) => Next().TrySetException(exception);

    private TaskCompletionSource<T> Next() => _source.Task.IsCompleted ? _source = new(TaskCreationOptions.RunContinuationsAsynchronously) : _source;
}
