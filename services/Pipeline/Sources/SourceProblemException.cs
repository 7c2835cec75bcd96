using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources;

/// <summary>The rest of a file, or all of it, cannot be read.</summary>
internal sealed class SourceProblemException(string reason, string detail, Exception? inner = null) : Exception(detail, inner)
{
    public Rejection Problem { get; } = new(reason, detail);

    /// <summary>
    /// Whether it is no property of the file, which is recorded and passed over, but of the moment: a store is out of reach, the file is being
    /// changed. A dataset must not depend on that, so that the run ends, and may be gone on with.
    /// </summary>
    public bool EndsRun { get; init; }

    /// <summary>Another version of a file is there than the one that was found.</summary>
    public static SourceProblemException Changed(SourceFile file) =>
        new(RejectReasons.Unreadable, $"{file.Name} was changed or removed since it was found; nobody may write it while it is read") { EndsRun = true };
}
