namespace Text2Llm.Pipeline.Running;

/// <summary>
/// Bounds how many bytes are under way between one stage that takes them and one that gives them back. What is larger than the whole
/// budget is let through once nothing else is under way.
/// </summary>
internal sealed class ByteBudget(long limit)
{
    private readonly Lock _lock = new();
    private long _taken;
    private TaskCompletionSource? _given;

    /// <summary>Waits until so many bytes may be under way. One caller at a time.</summary>
    public async ValueTask TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        while (TryTake(bytes) is { } given)
        {
            await given.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes bytes that are there already: nobody waits for them, but whoever comes next waits the longer.</summary>
    public void Add(long bytes)
    {
        lock (_lock)
        {
            _taken += bytes;
        }
    }

    public void Give(long bytes)
    {
        lock (_lock)
        {
            _taken -= bytes;
            _given?.TrySetResult();
            _given = null;
        }
    }

    // Null when the bytes are taken, else what ends when some were given back.
    private Task? TryTake(long bytes)
    {
        lock (_lock)
        {
            if (_taken == 0 || _taken + bytes <= limit)
            {
                _taken += bytes;
                return null;
            }

            _given ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _given.Task;
        }
    }
}
