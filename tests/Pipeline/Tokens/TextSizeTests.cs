using CsCheck;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Tests.Tokens;

public sealed class TextSizeTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf("a", "bc", " ", "\t", "\n", "\v", "\u001c", "\u007f").Array[0, 90].Select(string.Concat),
        Gen.OneOf("a", " ", "\n", "\u0085", "\u00a0", "\u00e4", "\u2028", "\u2fff", "\u3000", "\u4e2d", "\U0001f600").Array[0, 90].Select(string.Concat));

    [Fact]
    public void Of_AnyRecord_IsTheSizeOfItsContent() => Text.Array[1, 4].Sample(texts =>
    {
        var record = new DatasetRecord(RecordKind.Messages, [.. texts.Select(text => new RecordPart(PartKind.Message, ChatRole.User, text))]);
        var content = record.Content;
        TextSize.Of(record).ShouldBe(new TextSize(
            content.Length, TextMeasure.Characters(content), TextMeasure.Words((ReadOnlySpan<char>)content), TextMeasure.EstimateTokens(content)));
    });
}
