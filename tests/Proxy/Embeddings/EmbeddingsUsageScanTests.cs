using System.Text;
using Text2Llm.Proxy.Embeddings;

namespace Text2Llm.Proxy.Tests.Embeddings;

public sealed class EmbeddingsUsageScanTests
{
    private const string Answer =
        """{"object":"list","usage_note":{"prompt_tokens":1},"data":[{"usage":{"prompt_tokens":2},"embedding":[0.1,-2e-5],"x":"ü\"{"}],"model":"m","usage":{"details":{"prompt_tokens":3},"prompt_tokens":42,"total_tokens":43}}""";

    [Fact]
    public void Take_CutAtEveryByte_FindsTheUsage()
    {
        var bytes = Encoding.UTF8.GetBytes(Answer);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            Scan(bytes[..cut], bytes[cut..]).InputTokens.ShouldBe(42, $"cut at {cut}");
        }
    }

    [Fact]
    public void Take_ByteByByte_FindsTheUsage() =>
        Scan([.. Encoding.UTF8.GetBytes(Answer).Select(one => new[] { one })]).InputTokens.ShouldBe(42);

    [Theory]
    [InlineData("""{"usage":{"total_tokens":7}}""", 7L)]
    [InlineData("""{"usage":{"total_tokens":7.5}}""", null)]
    [InlineData("""{"usage":null}""", null)]
    [InlineData("""{"data":[]}""", null)]
    [InlineData("""[{"usage":{"prompt_tokens":7}}]""", null)]
    [InlineData("<html>", null)]
    [InlineData("", null)]
    public void Take_OtherAnswers_GiveWhatTheyTell(string answer, long? tokens) =>
        Scan(Encoding.UTF8.GetBytes(answer)).InputTokens.ShouldBe(tokens);

    [Fact]
    public void Take_ValueLongerThanAnyVector_IsNotKept()
    {
        var scan = Scan(Encoding.UTF8.GetBytes("{\"data\":\""));
        var piece = new byte[EmbeddingsUsageScan.LongestValue / 4];
        Array.Fill(piece, (byte)'x');
        for (var index = 0; index < 5; index++)
        {
            scan.Take(piece);
        }

        scan.Take("\",\"usage\":{\"prompt_tokens\":7}}"u8);

        scan.InputTokens.ShouldBeNull();
    }

    private static EmbeddingsUsageScan Scan(params byte[][] pieces)
    {
        var scan = new EmbeddingsUsageScan();
        foreach (var piece in pieces)
        {
            scan.Take(piece);
        }

        return scan;
    }
}
