using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Inspecting;

/// <summary>A record of a sample, kept until it is known what all of them are.</summary>
/// <param name="Row">Its line or row, counted from 1.</param>
/// <param name="Text">Its text, of formats whose records are texts.</param>
/// <param name="Json">Its fields as a JSON object.</param>
/// <param name="Rejection">Why there is no record, or null.</param>
internal sealed record SampledRecord(long Row, string? Text, byte[] Json, Rejection? Rejection)
{
    public static SampledRecord Of(in ParsedRecord record) => new(record.Row, record.Text, record.Json.ToArray(), record.Rejection);

    public ParsedRecord ToParsed() => new(Row, Text, Rejection, Json);

    /// <summary>About what it takes in memory, in bytes.</summary>
    public long Size => (2L * (Text?.Length ?? 0)) + Json.Length;
}
