namespace Text2Llm.Pipeline.Deduplication.Files;

/// <summary>A file between two stages is not as it was written.</summary>
/// <param name="name">Its name in the store.</param>
/// <param name="what">What is wrong with it.</param>
internal sealed class DamagedFileException(string name, string what)
    : IOException($"the work file '{name}' is damaged: {what}; delete it and run the job again, which makes it anew")
{
    /// <summary>The file's name in the store.</summary>
    public string Name { get; } = name;
}
