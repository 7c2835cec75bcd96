using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Planning;

/// <summary>A file of a plan, as it was when the plan was made.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">Its path relative to the source's base, with forward slashes.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Modified">When it was last changed, in ticks of 100 ns (UTC).</param>
/// <param name="Problem">Why it cannot be read, when that is known already.</param>
internal sealed record PlannedFile(string Path, string Name, long Length, long Modified, string? Problem)
{
    public static PlannedFile Of(SourceFile file) =>
        new(file.Path, file.Name, file.Length, File.GetLastWriteTimeUtc(file.Path).Ticks, file.Problem);

    public SourceFile ToSource() => new(Path, Name, Length, Problem);
}
