using System.Text;
using Text2Llm.Pipeline.Jobs;
using ZstdSharp;

namespace Text2Llm.Pipeline.Tests.Sources;

/// <summary>Measures what the process allocates, so that no other test may run beside it.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Bomb_IsReadInBoundedMemory()
    {
        // A quarter of a gibibyte of spaces and line ends in some kilobytes.
        using (var file = File.Create(_folder["bomb.zst"]))
        using (var zstd = new CompressionStream(file, 3))
        {
            var piece = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string(' ', 1023) + "\n", 1024)));
            for (var i = 0; i < 256; i++)
            {
                zstd.Write(piece);
            }
        }

        new FileInfo(_folder["bomb.zst"]).Length.ShouldBeLessThan(200_000);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        (await Inputs.ReadAsync(_folder, "bomb.zst", unit: TextUnit.Line)).ShouldBeEmpty();
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(64 * 1024 * 1024);
    }
}
