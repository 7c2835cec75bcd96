namespace Text2Llm.Pipeline.Jobs.Filters;

/// <summary>One filter of a job's list: exactly one of these.</summary>
public sealed record FilterSpec
{
    /// <summary>Gopher's quality filter.</summary>
    public GopherQualitySpec? GopherQuality { get; init; }

    /// <summary>Gopher's repetition filter.</summary>
    public GopherRepetitionSpec? GopherRepetition { get; init; }

    /// <summary>C4's rules.</summary>
    public C4Spec? C4 { get; init; }

    /// <summary>FineWeb's filter.</summary>
    public FineWebSpec? FineWeb { get; init; }

    /// <summary>How long a record may be.</summary>
    public LengthSpec? Length { get; init; }

    /// <summary>Which languages a record may have.</summary>
    public LanguageSpec? Language { get; init; }

    /// <summary>Words and phrases that decide.</summary>
    public WordsSpec? Words { get; init; }

    /// <summary>Keeps a share of the records.</summary>
    public SampleSpec? Sample { get; init; }
}
