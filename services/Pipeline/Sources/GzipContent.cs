using System.Buffers;
using System.IO.Compression;

namespace Text2Llm.Pipeline.Sources;

/// <summary>
/// The content of a gzip file, of one member or several. Behind the last of them nothing but zeros may stand, with which some media are
/// filled up; anything else is told as corrupt, for it may have been a further member.
/// </summary>
internal sealed class GzipContent(FileStream file) : Stream
{
    private readonly GzipInput _input = new(file);
    private GZipStream? _decompressor;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The data is corrupt, cut off, or followed by something else.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _decompressor ??= Gzip.Decompress(_input);
        var read = await _decompressor.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read == 0 && buffer.Length > 0 && !_input.SawEnd)
        {
            await RefuseWhatFollowsAsync(cancellationToken).ConfigureAwait(false);
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decompressor?.Dispose();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    // Where the last member ends is known only to the decompressor, which does not tell. So it goes over the file once more and gets
    // the bytes among which it stopped one by one: the last that it took is the first that is no gzip. This is rare enough.
    private async Task RefuseWhatFollowsAsync(CancellationToken cancellationToken)
    {
        file.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        await using var input = new GzipInput(file, singlyFrom: _input.LastFrom);
        await using (var again = Gzip.Decompress(input))
        {
            while (await again.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }

        file.Position = Math.Max(0, input.Given - 1);
        int read;
        while ((read = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                throw new InvalidDataException("What follows the last member is no gzip.");
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
