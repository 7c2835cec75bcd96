namespace Text2Llm.Pipeline.Jobs;

/// <summary>Names fields (of a record) or values (of an enumeration) of a later version, so that a job that uses one is told so.</summary>
/// <param name="names">The names as a job file writes them.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Enum)]
public sealed class LaterAttribute(params string[] names) : Attribute
{
    /// <summary>The names as a job file writes them.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
