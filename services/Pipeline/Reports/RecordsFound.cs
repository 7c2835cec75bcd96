using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Reports;

/// <summary>What the records of a run were taken for.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Shape">The shape in which they came.</param>
/// <param name="Why">How that was told.</param>
public sealed record RecordsFound(RecordKind Kind, RecordShape Shape, string Why);
