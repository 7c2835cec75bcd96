namespace Text2Llm.Pipeline.Records;

/// <summary>A record as it was read: a text, or an object's fields, or why there is neither.</summary>
/// <param name="Row">
/// The line on which it begins, or its number where the format has no lines; counted from 1 at the beginning of what is read, which may be a
/// slice of a file.
/// </param>
/// <param name="Text">The text, of formats whose records are texts; else null.</param>
/// <param name="Rejection">Why there is no record, or null.</param>
/// <param name="Json">
/// The fields as one JSON object in UTF-8, of formats whose records have fields (a row of a table becomes an object); valid until the next
/// record is read. Beside a text: its metadata, such as a Markdown file's front matter. Empty where there are none.
/// </param>
internal readonly record struct ParsedRecord(long Row, string? Text, Rejection? Rejection, ReadOnlyMemory<byte> Json = default)
{
    public static ParsedRecord Of(long row, string text) => new(row, text, null);

    public static ParsedRecord OfFields(long row, ReadOnlyMemory<byte> json) => new(row, null, null, json);

    public static ParsedRecord Rejected(long row, string reason, string detail) => new(row, null, new Rejection(reason, detail));

    public static ParsedRecord TooLarge(long row, int limit) =>
        Rejected(row, RejectReasons.TooLarge, $"larger than {limit} bytes");
}
