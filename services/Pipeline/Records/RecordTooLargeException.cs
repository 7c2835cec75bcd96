namespace Text2Llm.Pipeline.Records;

/// <summary>A document turns out to be larger than a record may be.</summary>
internal sealed class RecordTooLargeException() : Exception("The document is larger than a record may be.");
