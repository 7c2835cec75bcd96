using System.Text;
using CsCheck;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Records;

public sealed class RecordTextTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String.Where(text => !text.Any(char.IsSurrogate)),
        Gen.OneOf(" ", "\n", "\u0085", "\u00a0", "\u3000", "\u001c", "\0", "a", "\U0001f600").Array[0, 4].Select(string.Concat));

    [Fact]
    public void AText_ReadOrMade_IsTheSame() => Text.Sample(text =>
    {
        var made = (RecordText)text;
        var read = new RecordText(Encoding.UTF8.GetBytes(text));
        foreach (var one in (RecordText[])[made, read])
        {
            one.IsBlank.ShouldBe(string.IsNullOrWhiteSpace(text));
            one.IsEmpty.ShouldBe(text.Length == 0);
            one.FindZero().ShouldBe(text.IndexOf('\0', StringComparison.Ordinal));
            one.Utf8.ToArray().ShouldBe(Encoding.UTF8.GetBytes(text));
            one.ToString().ShouldBe(text);
            one.Utf8.ToArray().ShouldBe(Encoding.UTF8.GetBytes(text));
            one.IsEmpty.ShouldBe(text.Length == 0);
        }

        read.ShouldBe(made);
        read.GetHashCode().ShouldBe(made.GetHashCode());
    });

    [Fact]
    public void Equals_AnotherText_IsFalse() => new RecordText("a"u8.ToArray()).Equals((RecordText)"b").ShouldBeFalse();
}
