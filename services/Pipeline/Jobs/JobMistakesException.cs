namespace Text2Llm.Pipeline.Jobs;

/// <summary>A job cannot run because its file has mistakes.</summary>
/// <param name="mistakes">Every mistake that was found.</param>
public sealed class JobMistakesException(IEnumerable<JobMistake> mistakes) : Exception("The job file has mistakes.")
{
    /// <summary>What could be made of the file, with its mistakes; null when that is nothing.</summary>
    internal JobFile? File { get; init; }

    /// <summary>Every mistake that was found, in the order of their places in the file.</summary>
    public IReadOnlyList<JobMistake> Mistakes { get; } =
        [.. mistakes
            .OrderBy(mistake => mistake.Line)
            .ThenBy(mistake => mistake.Column)
            .ThenBy(mistake => mistake.Path, StringComparer.Ordinal)];
}
