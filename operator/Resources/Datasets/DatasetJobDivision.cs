namespace Text2Llm.Resources.Datasets;

/// <summary>How many pods the stages of a DatasetJob take.</summary>
public sealed record DatasetJobDivision
{
    /// <summary>Shards of the input: each is scanned, gathered and, where what is dropped is kept, dropped.</summary>
    public int Shards { get; init; }

    /// <summary>Ranges of marks to match; 0 where no duplicates are looked for.</summary>
    public int Ranges { get; init; }

    /// <summary>Groups of near duplicates to verify; 0 where they are not compared.</summary>
    public int Groups { get; init; }

    /// <summary>Data files to write; absent before that is resolved.</summary>
    public int? Parts { get; init; }

    /// <summary>Whether what is dropped is written too.</summary>
    public bool KeepsDropped { get; init; }

    /// <summary>The size of the input in bytes.</summary>
    public long InputBytes { get; init; }
}
