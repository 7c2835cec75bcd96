namespace Text2Llm.Pipeline.Records;

/// <summary>What a part of a record is.</summary>
internal enum PartKind : byte
{
    /// <summary>The text of a record of kind text.</summary>
    Text,

    /// <summary>A turn of a conversation.</summary>
    Message,

    /// <summary>What the system is told, beside an instruction or a prompt.</summary>
    System,

    /// <summary>An instruction.</summary>
    Instruction,

    /// <summary>What an instruction is about.</summary>
    Input,

    /// <summary>The answer to an instruction.</summary>
    Output,

    /// <summary>A prompt, or a turn of one.</summary>
    Prompt,

    /// <summary>A completion, or a turn of one.</summary>
    Completion,

    /// <summary>The better answer, or a turn of it.</summary>
    Chosen,

    /// <summary>The worse answer, or a turn of it.</summary>
    Rejected,
}
