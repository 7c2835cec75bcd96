namespace Text2Llm.Pipeline.Jobs;

/// <summary>The kind of a dataset's records.</summary>
[Later("messages", "instruction", "completion", "preference")]
public enum RecordKind
{
    /// <summary>Told from the input; this version always takes text.</summary>
    Auto,

    /// <summary>One text each.</summary>
    Text,
}
