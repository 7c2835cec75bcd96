namespace Text2Llm.Proxy.Models;

/// <summary>
/// Lets those who want the same thing go one after another, so that the first can fetch it for all. Remembers nothing once they left.
/// </summary>
internal sealed class OneAtATime
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    /// <summary>How many things are wanted now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _turns.Count;
            }
        }
    }

    /// <summary>Waits for one's turn; disposing the answer ends it.</summary>
    /// <param name="name">What is wanted.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<IDisposable> EnterAsync(string name, CancellationToken cancel)
    {
        Turn turn;
        lock (_lock)
        {
            turn = _turns.TryGetValue(name, out var present) ? present : _turns[name] = new Turn(this, name);
            turn.Wanting++;
        }

        try
        {
            await turn.Free.WaitAsync(cancel);
            return turn;
        }
        catch
        {
            Leave(turn);
            throw;
        }
    }

    private void Leave(Turn turn)
    {
        lock (_lock)
        {
            turn.Wanting--;
            if (turn.Wanting == 0)
            {
                _turns.Remove(turn.Name);
                turn.Free.Dispose();
            }
        }
    }

    private sealed class Turn(OneAtATime owner, string name) : IDisposable
    {
        public string Name => name;

        public SemaphoreSlim Free { get; } = new(1);

        public int Wanting { get; set; }

        public void Dispose()
        {
            Free.Release();
            owner.Leave(this);
        }
    }
}
