namespace Text2Llm.Pipeline.Jobs;

/// <summary>A mistake in a job file.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="Path">The field, such as spec.output.format; empty for the file as a whole.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record JobMistake(int Line, int Column, string Path, string Message)
{
    /// <summary>The mistake as a compiler would print it, after the file's name and a colon.</summary>
    public override string ToString() => Path.Length == 0 ? $"{Line}:{Column}: {Message}" : $"{Line}:{Column}: {Path}: {Message}";
}
