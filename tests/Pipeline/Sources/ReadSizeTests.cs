using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Tests.Sources;

/// <summary>Failure 6: a store far away answers a small read no faster than a large one.</summary>
public sealed class ReadSizeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.jsonl", "{\"text\":\"some words of a record, number after number\"}\n")]
    [InlineData("a.csv", "a,text\n1,some words of a record\n")]
    [InlineData("a.jsonl.gz", "{\"text\":\"some words of a record, number after number\"}\n")]
    public async Task Failure6_FileOfSmallRecords_IsReadInLargePieces(string name, string record)
    {
        var text = string.Concat(Enumerable.Range(0, 150_000).Select(number => record.Replace("\n", $"{number}\n", StringComparison.Ordinal)));
        if (name.EndsWith("gz", StringComparison.Ordinal))
        {
            _folder.Write(name, TempFolder.Gzip(text));
        }
        else
        {
            _folder.Write(name, text);
        }

        var file = Inputs.FileOf(_folder, name);
        using var stream = new CountingStream(file.Path);
        var reader = new SourceReader(new SourceSpec(), new RecordsSpec(), Inputs.Limit, (_, _) => ValueTask.FromResult<Stream>(stream));
        var reads = new List<Read>();
        await Inputs.ReadAsync(reader, file, SourceSlice.Whole, reads);
        reads.Count.ShouldBeGreaterThanOrEqualTo(150_000);
        stream.Reads.ShouldBeLessThan(10 + (int)(file.Length / 65_536));
    }

    private sealed class CountingStream(string path) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0)
    {
        public int Reads { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads++;
            return base.ReadAsync(buffer, cancellationToken);
        }

        public override int Read(Span<byte> buffer)
        {
            Reads++;
            return base.Read(buffer);
        }
    }
}
