using System.Buffers;
using System.IO.Compression;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Writing;

/// <summary>Writes a data file of lines of text, compressed or not.</summary>
internal abstract class TextPartWriter : PartWriter
{
    private const int FlushBytes = 256 * 1024;

    private readonly Stream _output;
    private readonly bool _compressed;

    protected TextPartWriter(Stream output, OutputCompression compression)
    {
        _compressed = compression is OutputCompression.Gzip or OutputCompression.Zstd;
        _output = compression switch
        {
            OutputCompression.Gzip => new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true),
            OutputCompression.Zstd => OutputZstd.NewStream(output),
            _ => output,
        };
    }

    public sealed override bool IsFull => Pending.WrittenCount >= FlushBytes;

    /// <summary>What has gathered: UTF-8.</summary>
    protected ArrayBufferWriter<byte> Pending { get; } = new(2 * FlushBytes);

    public sealed override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _output.WriteAsync(Pending.WrittenMemory, cancellationToken).ConfigureAwait(false);
        Pending.ResetWrittenCount();
    }

    public sealed override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        if (_compressed)
        {
            await _output.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The compressing stream is left alone: ending it would write once more, perhaps to the disk that has just failed.
    public sealed override void Dispose()
    {
    }
}
