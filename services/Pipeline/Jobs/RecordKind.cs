namespace Text2Llm.Pipeline.Jobs;

/// <summary>The kind of a dataset's records.</summary>
public enum RecordKind
{
    /// <summary>Told from the input's fields.</summary>
    Auto,

    /// <summary>One text each.</summary>
    Text,

    /// <summary>A conversation: turns of a system, a user, an assistant and tools.</summary>
    Messages,

    /// <summary>An instruction, perhaps with an input, and its output.</summary>
    Instruction,

    /// <summary>A prompt and its completion.</summary>
    Completion,

    /// <summary>A prompt with a chosen and a rejected answer, or with one answer and a label that says whether it is good.</summary>
    Preference,
}
