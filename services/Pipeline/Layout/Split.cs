namespace Text2Llm.Pipeline.Layout;

/// <summary>What a record is for.</summary>
internal enum Split
{
    /// <summary>To train with; everything, where the job names no shares.</summary>
    Train,

    /// <summary>To validate with.</summary>
    Validation,

    /// <summary>To test with.</summary>
    Test,
}
