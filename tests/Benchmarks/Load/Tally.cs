namespace Text2Llm.Benchmarks.Load;

/// <summary>Counts right and wrong answers, and keeps the first mistakes for the report. Taken from many threads.</summary>
internal sealed class Tally
{
    private const int MistakesKept = 5;
    private readonly Lock _lock = new();
    private readonly List<string> _mistakes = [];

    public long Right { get; private set; }

    public long Wrong { get; private set; }

    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>Takes one exchange; true where its answer is right.</summary>
    public bool Take(Exchange exchange)
    {
        lock (_lock)
        {
            if (exchange.Mistake is not { } mistake)
            {
                Right++;
                return true;
            }

            Wrong++;
            if (_mistakes.Count < MistakesKept)
            {
                _mistakes.Add(mistake);
            }

            return false;
        }
    }
}
