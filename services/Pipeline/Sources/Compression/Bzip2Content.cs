using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace Text2Llm.Pipeline.Sources.Compression;

/// <summary>
/// The content of a bzip2 file, of one stream or several. Each is given to the library by itself: asked for all, it would lose the end of a
/// stream that something else follows.
/// </summary>
internal sealed class Bzip2Content(SourceBytes source) : ForwardStream
{
    private readonly ReadAheadInput _input = new(source);
    private BZip2Stream? _stream;
    private bool _any;

    /// <exception cref="InvalidDataException">The data is corrupt, cut off, or followed by something else.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_stream is not null || await NextStreamAsync(cancellationToken).ConfigureAwait(false))
        {
            await _input.PrepareAsync(cancellationToken).ConfigureAwait(false);
            var read = _stream!.Read(buffer.Span[..Math.Min(buffer.Length, ReadAheadInput.StepBytes)]);
            if (read > 0)
            {
                return read;
            }

            await _stream.DisposeAsync().ConfigureAwait(false);
            _stream = null;
        }

        return 0;
    }

    protected override async ValueTask ReleaseAsync()
    {
        if (_stream is not null)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }

        await _input.DisposeAsync().ConfigureAwait(false);
    }

    // False at the end of the file.
    private async ValueTask<bool> NextStreamAsync(CancellationToken cancellationToken)
    {
        await _input.PrepareAsync(cancellationToken).ConfigureAwait(false);
        if (source.Buffered.IsEmpty && _any)
        {
            return false;
        }

        if (!source.Buffered.Span.StartsWith("BZh"u8))
        {
            throw new InvalidDataException("What follows the last stream is no bzip2.");
        }

        _any = true;
        _stream = BZip2Stream.Create(_input, CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true);
        return true;
    }
}
