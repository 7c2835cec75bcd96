using Text2Llm.Pipeline.Decontamination;

namespace Text2Llm.Pipeline.Tests.Decontamination;

public sealed class WordHashesTests
{
    [Theory]
    [InlineData("Hello, World!", "hello world")]
    [InlineData("  a--b\t\nc  ", "a b c")]
    [InlineData("don’t don't", "DON T DON T")]
    [InlineData("ÄÖÜ Straße ЖУК", "äöü straße жук")]
    [InlineData("東京タワー", "東 京 タ ワ ー")]
    [InlineData("abc東def", "abc 東 def")]
    [InlineData("हिन्दी भाषा", "हिन्दी, भाषा")]
    [InlineData("x\u200by", "x y")]
    public void MoveNext_TextsThatDifferInCaseAndPunctuation_GiveTheSameWords(string one, string other) => Of(one).ShouldBe(Of(other));

    [Theory]
    [InlineData("", 0)]
    [InlineData(" .,;! ", 0)]
    [InlineData("one two 3", 3)]
    [InlineData("東京", 2)]
    [InlineData("हिन्दी", 1)]
    public void MoveNext_Text_HasItsWords(string text, int words) => Of(text).Count.ShouldBe(words);

    [Fact]
    public void MoveNext_DifferentWords_HaveDifferentHashes() => Of("ab ba a b aa bb abc cab ac é e 1 l").Distinct().Count().ShouldBe(13);

    private static List<ulong> Of(string text)
    {
        var hashes = new List<ulong>();
        var walk = new WordHashes(text);
        while (walk.MoveNext())
        {
            hashes.Add(walk.Current);
        }

        return hashes;
    }
}
