namespace Text2Llm.Pipeline.Scanning;

/// <summary>A file between two stages is not what was written there.</summary>
/// <param name="name">The file's name in the work store.</param>
/// <param name="detail">What was found.</param>
internal sealed class DamagedFileException(string name, string detail) : IOException($"the file {name} is damaged: {detail}")
{
    /// <summary>The file's name in the work store.</summary>
    public string Name { get; } = name;
}
