using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Shaping;

/// <summary>A turn as it is written.</summary>
/// <param name="Role">Who speaks, by the name that the shape has for it.</param>
/// <param name="Content">What is said.</param>
/// <param name="Extra">The turn's other members as a JSON object, or null.</param>
internal readonly record struct OutputTurn(RecordText Role, RecordText Content, string? Extra);
