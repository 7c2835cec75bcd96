using System.Buffers;
using System.IO.Compression;
using System.Text;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Writing;

/// <summary>Writes a data file of lines of text, compressed or not.</summary>
internal abstract class TextPartWriter : PartWriter
{
    private const int FlushBytes = 128 * 1024;

    private readonly ArrayBufferWriter<byte> _pending = new(2 * FlushBytes);
    private readonly Stream _file;
    private readonly Stream _output;

    protected TextPartWriter(Stream file, OutputCompression compression)
    {
        _file = file;
        _output = compression switch
        {
            OutputCompression.Gzip => new GZipStream(_file, CompressionLevel.Optimal, leaveOpen: true),
            OutputCompression.Zstd => new ZstdSharp.CompressionStream(_file, leaveOpen: true),
            _ => _file,
        };
    }

    public sealed override async ValueTask WriteAsync(OutputRecord record, CancellationToken cancellationToken)
    {
        Write(record);
        if (_pending.WrittenCount >= FlushBytes)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public sealed override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        if (_output != _file)
        {
            await _output.DisposeAsync().ConfigureAwait(false);
        }

        await _file.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    // The compressing stream is left alone: ending it would write once more, perhaps to the disk that has just failed.
    public sealed override ValueTask DisposeAsync() => default;

    protected abstract void Write(OutputRecord record);

    protected void Append(ReadOnlySpan<byte> bytes) => _pending.Write(bytes);

    protected void Append(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _pending);

    protected void Append(long number)
    {
        number.TryFormat(_pending.GetSpan(20), out var written, provider: System.Globalization.CultureInfo.InvariantCulture);
        _pending.Advance(written);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _output.WriteAsync(_pending.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _pending.ResetWrittenCount();
    }
}
