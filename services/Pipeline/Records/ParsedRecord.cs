namespace Text2Llm.Pipeline.Records;

/// <summary>A record as it was read: its text, or why it has none.</summary>
/// <param name="Row">The line on which it begins, counted from 1.</param>
/// <param name="Text">The text, or null.</param>
/// <param name="Rejection">Why there is no text, or null.</param>
internal readonly record struct ParsedRecord(long Row, string? Text, Rejection? Rejection)
{
    public static ParsedRecord Of(long row, string text) => new(row, text, null);

    public static ParsedRecord Rejected(long row, string reason, string detail) => new(row, null, new Rejection(reason, detail));

    public static ParsedRecord TooLarge(long row, int limit) =>
        Rejected(row, RejectReasons.TooLarge, $"larger than {limit} bytes");
}
