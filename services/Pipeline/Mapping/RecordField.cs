namespace Text2Llm.Pipeline.Mapping;

/// <summary>What a field of an input record may be for.</summary>
internal enum RecordField
{
    Text,
    Messages,
    System,
    Instruction,
    Input,
    Output,
    History,
    Prompt,
    Completion,
    Chosen,
    Rejected,
    Label,
    Tools,
}
