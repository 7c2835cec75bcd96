using System.Text.Json;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>What a record has in a wanted field.</summary>
/// <param name="Type">The value's first token; none where the record has no such field.</param>
/// <param name="Text">The value of a string that is wanted decoded; else null.</param>
/// <param name="Start">Where the value begins in the record's JSON, in bytes.</param>
/// <param name="Length">How long it is there, in bytes.</param>
internal readonly record struct FieldValue(JsonTokenType Type, RecordText? Text, int Start, int Length)
{
    /// <summary>Whether the field is there and says something.</summary>
    public bool IsGiven => Type is not (JsonTokenType.None or JsonTokenType.Null);
}
