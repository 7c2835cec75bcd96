namespace Text2Llm.Pipeline.Storage;

/// <summary>What a stage has done. It is written last: where it is, and its files are as it says, the stage need not be run again.</summary>
internal interface IStageSummary
{
    /// <summary>The files that the stage wrote.</summary>
    IReadOnlyList<CheckedFile> Files { get; }
}
