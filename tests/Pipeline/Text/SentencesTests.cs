using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Tests.Text;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("One.", 1)]
    [InlineData("No end", 1)]
    [InlineData("One. Two! Three? Four", 4)]
    [InlineData("He said \"Go.\" Then he went.", 2)]
    [InlineData("Use tools, e.g. a hammer, i.e. this one.", 1)]
    [InlineData("It costs 3.50 at example.com today.", 1)]
    [InlineData("What?! No... Yes.", 3)]
    [InlineData("一。二！三？", 3)]
    [InlineData("यह एक है। वह दो है।", 2)]
    public void Count_Line_IsThatOfItsSentences(string line, int sentences) => Sentences.Count(line).ShouldBe(sentences);
}
