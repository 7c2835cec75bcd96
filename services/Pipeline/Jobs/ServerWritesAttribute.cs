namespace Text2Llm.Pipeline.Jobs;

/// <summary>Names fields that a cluster writes into a resource, so that a job taken from there is read; they are without effect.</summary>
/// <param name="names">The names as a job file writes them.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ServerWritesAttribute(params string[] names) : Attribute
{
    /// <summary>The names as a job file writes them.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
