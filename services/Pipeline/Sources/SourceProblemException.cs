using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources;

/// <summary>The rest of a file, or all of it, cannot be read.</summary>
internal sealed class SourceProblemException(string reason, string detail, Exception? inner = null) : Exception(detail, inner)
{
    public Rejection Problem { get; } = new(reason, detail);
}
