namespace Text2Llm.ServiceDefaults.Shutdown;

/// <summary>The calls that are under way, and whether there may be more: a service that stops waits for them here.</summary>
public sealed class Drain : IDisposable
{
    private readonly CancellationTokenSource _cut = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;
    private int _refuses;

    /// <summary>Cancelled when the time of the calls under way is over: each ends now, and tells its caller why.</summary>
    public CancellationToken Cut => _cut.Token;

    /// <summary>How many calls are under way.</summary>
    internal int Calls => Volatile.Read(ref _calls);

    /// <inheritdoc/>
    public void Dispose() => _cut.Dispose();

    /// <summary>Counts a call in; false where it comes too late and is to be refused.</summary>
    internal bool TryEnter()
    {
        // Counted before it is looked whether calls are refused: so none can slip in between the refusal and the look at the count.
        Interlocked.Increment(ref _calls);
        if (Volatile.Read(ref _refuses) == 0)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>Counts a call out.</summary>
    internal void Leave()
    {
        if (Interlocked.Decrement(ref _calls) == 0 && Volatile.Read(ref _refuses) == 1)
        {
            _empty.TrySetResult();
        }
    }

    /// <summary>Refuses new calls from now on; completes when none is under way any more.</summary>
    internal Task RefuseAsync()
    {
        Interlocked.Exchange(ref _refuses, 1);
        if (Calls == 0)
        {
            _empty.TrySetResult();
        }

        return _empty.Task;
    }

    /// <summary>Cuts off what is under way.</summary>
    internal Task CutAsync() => _cut.CancelAsync();
}
