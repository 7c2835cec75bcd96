using System.Text;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Records.Markdown;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Tests.Records.Markdown;

public sealed class MarkdownReaderTests
{
    [Theory]
    [InlineData("# Title\n\ntext  \n", "# Title\n\ntext  \n", "")]
    [InlineData(
        "---\ntitle: A \"b\"\r\ntags: [x, 'y']\ndraft: false\nn: 7\ndate: 2024-01-02\nempty:\nat:\n  deep: 1.5\n---\n\n# T\n",
        "# T\n",
        """{"title":"A \"b\"","tags":["x","y"],"draft":false,"n":7,"date":"2024-01-02","empty":null,"at":{"deep":"1.5"}}""")]
    [InlineData("+++\ntitle = \"A\"\ndate = 2024-01-02\ntags = [\"x\"]\n# c\n[extra]\nn = 7\n+++\ntext", "text",
        """{"title":"A","date":"2024-01-02","tags":["x"],"extra":{"n":7}}""")]
    [InlineData("---\n\nA text between two lines.\n\n---\n", "---\n\nA text between two lines.\n\n---\n", "")]
    [InlineData("---\na: [\n---\ntext", "---\na: [\n---\ntext", "")]
    [InlineData("---\na: 1\ntext", "---\na: 1\ntext", "")]
    [InlineData("----\na: 1\n---\ntext", "----\na: 1\n---\ntext", "")]
    [InlineData("---\na: &x [1]\nb: *x\n...\ntext", "text", """{"a":[1],"b":"x"}""")]
    public async Task Read_FrontMatter_BecomesFieldsAndTheRestStaysAsItIs(string file, string text, string fields)
    {
        var record = await ReadAsync(file);
        record.Text.ShouldBe(text);
        Encoding.UTF8.GetString(record.Json.Span).ShouldBe(fields);
    }

    [Fact]
    public async Task Read_DeepFrontMatter_IsText()
    {
        var file = $"---\na: {new string('[', 10000)}\n---\ntext";
        (await ReadAsync(file)).Text.ShouldBe(file);
    }

    private static async Task<ParsedRecord> ReadAsync(string file)
    {
        await using var source = new SourceBytes(new MemoryStream(Encoding.UTF8.GetBytes(file)));
        return await new MarkdownReader(1_000_000).ReadAsync(source, TestContext.Current.CancellationToken)
            .SingleAsync(TestContext.Current.CancellationToken);
    }
}
