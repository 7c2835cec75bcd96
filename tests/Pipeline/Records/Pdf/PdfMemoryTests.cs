using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Tests.Sources;

namespace Text2Llm.Pipeline.Tests.Records.Pdf;

/// <summary>Measures what the process allocates, so that no other test may run beside it.</summary>
[Collection(nameof(MemoryTests))]
public sealed class PdfMemoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("FlateDecode")]
    [InlineData("RunLengthDecode")]
    [InlineData("LZWDecode")]
    public async Task Read_StreamThatUnfoldsWithoutEnd_IsRejectedInLittleMemory(string filter)
    {
        var stream = PdfReaderTests.Bomb(filter);
        stream.Length.ShouldBeLessThan(4_000_000);
        _folder.Write("a.pdf", PdfReaderTests.WithContent(stream, $"/Filter /{filter}"));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        (await Inputs.ReadAsync(_folder, "a.pdf")).ShouldHaveSingleItem().Reason.ShouldBe(RejectReasons.TooLarge);
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(100_000_000);
    }
}
