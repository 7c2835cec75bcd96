namespace Text2Llm.Pipeline.Comparing;

/// <summary>How two datasets, A and B, differ.</summary>
public sealed record DatasetDifference
{
    /// <summary>How many records both have, by a hash of their text.</summary>
    public required long Same { get; init; }

    /// <summary>How many records have another text in the same place: of the same source and row, or of the same id.</summary>
    public required long Changed { get; init; }

    /// <summary>How many records only A has.</summary>
    public required long OnlyInA { get; init; }

    /// <summary>How many records only B has.</summary>
    public required long OnlyInB { get; init; }

    /// <summary>How many records of A cannot be read.</summary>
    public required long RejectedInA { get; init; }

    /// <summary>How many records of B cannot be read.</summary>
    public required long RejectedInB { get; init; }

    /// <summary>The columns that only A has, or has of this type: <c>stars: number</c>.</summary>
    public required IReadOnlyList<string> ColumnsOnlyInA { get; init; }

    /// <summary>The columns that only B has, or has of this type.</summary>
    public required IReadOnlyList<string> ColumnsOnlyInB { get; init; }

    /// <summary>The counts of the runs' reports that differ, with that of A and that of B; empty where one has no report.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<long>> Counts { get; init; }

    /// <summary>Whether records and columns are the same. Their order does not count, nor do the reports.</summary>
    public bool AreSame => Changed + OnlyInA + OnlyInB + RejectedInA + RejectedInB + ColumnsOnlyInA.Count + ColumnsOnlyInB.Count == 0;
}
