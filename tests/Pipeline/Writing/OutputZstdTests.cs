using System.Text;
using Text2Llm.Pipeline.Writing;
using ZstdSharp.Unsafe;

namespace Text2Llm.Pipeline.Tests.Writing;

public sealed class OutputZstdTests
{
    [Fact]
    public void NewCompressor_Texts_GivesTheBytesOfTheManagedOne()
    {
        var random = new Random(7);
        var words = Enumerable.Range(0, 2_000).Select(_ => new string([.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => (char)random.Next('a', 'z'))])).ToList();
        var page = Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 100_000).Select(_ => words[random.Next(random.Next(1, words.Count))])));
        using var native = OutputZstd.NewCompressor();
        using var managed = new ZstdSharp.Compressor(1);
        managed.SetParameter(ZSTD_cParameter.ZSTD_c_hashLog, 15);

        native.Wrap(page).ShouldBe(managed.Wrap(page).ToArray());
    }
}
