using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tokens;

/// <summary>How long what a record says is, by each measure of <see cref="TextMeasure"/>: its content, which is not put together for it.</summary>
/// <param name="Units">UTF-16 units.</param>
/// <param name="Characters">Code points.</param>
/// <param name="Words">Words.</param>
/// <param name="Tokens">Tokens, estimated.</param>
internal readonly record struct TextSize(int Units, int Characters, int Words, int Tokens)
{
    private const int Between = 2; // The blank line between two texts, in which no word is.

    public static TextSize Of(DatasetRecord record)
    {
        var (units, characters, words, beyondAscii, signs) = (0, 0, 0, 0, 0);
        for (var i = 0; i < record.Parts.Count; i++)
        {
            var utf8 = record.Parts[i].Value.Utf8;
            var between = i > 0 ? Between : 0;
            (units, characters) = (units + between, characters + between);
            if (Ascii.IsValid(utf8))
            {
                (units, characters, words) = (units + utf8.Length, characters + utf8.Length, words + TextMeasure.Words(utf8));
                continue;
            }

            var buffer = ArrayPool<char>.Shared.Rent(utf8.Length);
            Utf8.ToUtf16(utf8, buffer, out _, out var length);
            var text = buffer.AsSpan(0, length);
            (units, characters, words) = (units + length, characters + TextMeasure.Characters(text), words + TextMeasure.Words((ReadOnlySpan<char>)text));
            (beyondAscii, signs) = (beyondAscii + TextMeasure.BeyondAscii(text), signs + TextMeasure.Signs(text));
            ArrayPool<char>.Shared.Return(buffer);
        }

        return new TextSize(units, characters, words, TextMeasure.EstimateTokens(units, beyondAscii, signs));
    }
}
