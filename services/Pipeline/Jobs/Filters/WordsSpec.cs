namespace Text2Llm.Pipeline.Jobs.Filters;

/// <summary>Words and phrases that decide: exactly one of <see cref="Allow"/> and <see cref="Deny"/>, or files of them, one on each line.</summary>
public sealed record WordsSpec
{
    /// <summary>A record with none of these is dropped.</summary>
    public IReadOnlyList<string>? Allow { get; init; }

    /// <summary>A record with one of these is dropped.</summary>
    public IReadOnlyList<string>? Deny { get; init; }

    /// <summary>A file of allowed words, relative to the job file's folder.</summary>
    public string? AllowFile { get; init; }

    /// <summary>A file of denied words, relative to the job file's folder.</summary>
    public string? DenyFile { get; init; }
}
