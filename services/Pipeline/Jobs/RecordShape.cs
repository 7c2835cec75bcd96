using System.Text.Json.Serialization;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>The fields in which records are written.</summary>
public enum RecordShape
{
    /// <summary>That of the records' kind: text, messages, instruction/input/output, prompt/completion, prompt/chosen/rejected.</summary>
    Auto,

    /// <summary>One field, text.</summary>
    Text,

    /// <summary>OpenAI's messages: role and content.</summary>
    Messages,

    /// <summary>ShareGPT's conversations: from and value.</summary>
    [JsonStringEnumMemberName("sharegpt")]
    ShareGpt,

    /// <summary>Alpaca's instruction, input and output.</summary>
    Alpaca,

    /// <summary>prompt and completion.</summary>
    Completion,

    /// <summary>prompt, chosen and rejected.</summary>
    Preference,

    /// <summary>prompt, completion and label, one row for each answer.</summary>
    Unpaired,
}
