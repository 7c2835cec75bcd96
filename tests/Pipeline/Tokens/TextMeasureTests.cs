using CsCheck;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Tests.Tokens;

public sealed class TextMeasureTests
{
    private const string Units = "ab .\n\t\r\u0085\u00a0\u1680\u2000\u200a\u200b\u2028\u2029\u202f\u205f\u3000\u4e2d\ud83d\ude00\uffff\u001c";

    [Fact]
    public void Words_AnyText_AreRunsOfWhatIsNotWhiteSpace() => Gen.Char[Units].Array[0, 100].Sample(units =>
    {
        var expected = new string(units).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        TextMeasure.Words(units).ShouldBe(expected);
    });

    [Fact]
    public void Characters_ValidText_AreCodePoints() => Gen.OneOf("a", "\u00e4", "\u4e2d", "\U0001f600").Array[0, 60].Sample(letters =>
        TextMeasure.Characters(string.Concat(letters)).ShouldBe(letters.Length));

    [Theory]
    [InlineData("The quick brown fox jumps over the lazy dog, and nobody in the village was surprised to hear of it that evening.")]
    [InlineData("Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью.")]
    [InlineData("Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt.")]
    [InlineData("すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。")]
    [InlineData("人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神互相对待。")]
    public void EstimateTokens_Prose_IsRightByAThird(string text)
    {
        var tokens = (double)Tokenizers.Load("o200k", _ => throw new InvalidOperationException()).Count(text);
        (TextMeasure.EstimateTokens(text) / tokens).ShouldBeInRange(0.67, 1.5);
    }
}
