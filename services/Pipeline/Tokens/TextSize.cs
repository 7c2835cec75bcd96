using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tokens;

/// <summary>How long what a record says is, by each measure of <see cref="TextMeasure"/>: its content, which is not put together for it.</summary>
/// <param name="Units">UTF-16 units.</param>
/// <param name="Characters">Code points.</param>
/// <param name="Words">Words.</param>
/// <param name="Tokens">Tokens, estimated.</param>
internal readonly record struct TextSize(int Units, int Characters, int Words, int Tokens)
{
    public static TextSize Of(DatasetRecord record)
    {
        var counts = new Utf8Counts();
        for (var i = 0; i < record.Parts.Count; i++)
        {
            counts.Add(i > 0 ? "\n\n"u8 : default);
            counts.Add(record.Parts[i].Value.Utf8);
        }

        return new TextSize(
            counts.Units, counts.Characters, counts.Words, TextMeasure.EstimateTokens(counts.Units, counts.BeyondAscii, counts.Signs));
    }
}
