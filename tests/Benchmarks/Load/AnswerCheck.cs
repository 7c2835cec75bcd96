namespace Text2Llm.Benchmarks.Load;

/// <summary>Compares an answer's body, as its bytes come, with what the upstream sends.</summary>
internal abstract class AnswerCheck
{
    /// <summary>What was wrong first; null while all is right.</summary>
    public string? Mistake { get; protected set; }

    /// <summary>Begins with the answer to a request.</summary>
    public abstract void Begin(long id);

    /// <summary>Takes the next bytes, which came at <paramref name="now"/>.</summary>
    public abstract void Take(ReadOnlySpan<byte> piece, long now);

    /// <summary>Ends the answer: whether it is complete.</summary>
    public abstract void End();
}
