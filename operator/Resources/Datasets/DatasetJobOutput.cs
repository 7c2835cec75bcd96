namespace Text2Llm.Resources.Datasets;

/// <summary>A data file.</summary>
public sealed record DatasetJobOutput
{
    /// <summary>Its name, relative to the output's folder.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its length in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>How many records it holds.</summary>
    public long Records { get; init; }
}
