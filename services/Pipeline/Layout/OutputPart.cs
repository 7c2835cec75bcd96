using Text2Llm.Pipeline.Deduplication;

namespace Text2Llm.Pipeline.Layout;

/// <summary>A data file that is to be written: the records of one split that stay, from one record of the run to another.</summary>
/// <param name="Name">Its name, without what tells format and compression.</param>
/// <param name="Split">Its split.</param>
/// <param name="First">The first record that it may hold.</param>
/// <param name="Last">The last one.</param>
/// <param name="Records">How many records it holds; fewer, where taking out lines that stood before leaves nothing of some.</param>
internal sealed record OutputPart(string Name, Split Split, RecordId First, RecordId Last, long Records);
