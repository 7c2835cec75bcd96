using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Planning;

/// <summary>A file of a plan, as it was when the plan was made.</summary>
/// <param name="Path">Its full path, or its URI in a store.</param>
/// <param name="Name">Its path relative to the source's base, with forward slashes.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Version">What changes when its content does; null where nothing tells.</param>
/// <param name="Problem">Why it cannot be read, when that is known already.</param>
internal sealed record PlannedFile(string Path, string Name, long Length, string? Version, string? Problem)
{
    public static PlannedFile Of(SourceFile file) => new(file.Path, file.Name, file.Length, file.Version, file.Problem);

    public SourceFile ToSource() => new(Path, Name, Length, Problem) { Version = Version };
}
