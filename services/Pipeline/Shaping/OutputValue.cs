using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Shaping;

/// <summary>A value of a row, of which one part is used, by its column's type.</summary>
/// <param name="Text">Of a text or JSON; null for nothing.</param>
/// <param name="Turns">Of turns.</param>
/// <param name="Number">Of a number; of a flag 1 for true.</param>
internal readonly record struct OutputValue(RecordText? Text, IReadOnlyList<OutputTurn>? Turns = null, long Number = 0);
