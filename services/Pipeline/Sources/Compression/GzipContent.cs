using System.Buffers;
using System.IO.Compression;

namespace Text2Llm.Pipeline.Sources.Compression;

/// <summary>
/// The content of a gzip file, of one member or several. Behind the last of them nothing but zeros may stand, with which some media are
/// filled up; anything else is told as corrupt, for it may have been a further member.
/// </summary>
internal sealed class GzipContent(SourceBytes source) : ForwardStream
{
    private readonly GzipInput _input = new(new SourceBytesStream(source));
    private GZipStream? _decompressor;

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

    protected override async ValueTask ReleaseAsync()
    {
        if (_decompressor is not null)
        {
            await _decompressor.DisposeAsync().ConfigureAwait(false);
        }

        await source.DisposeAsync().ConfigureAwait(false);
    }

    // Where the last member ends is known only to the decompressor, which does not tell. So it goes over the file once more and gets
    // the bytes among which it stopped one by one: the last that it took is the first that is no gzip. This is rare enough. An archive's
    // entry cannot be gone over again; there only what follows those bytes is looked at.
    private async Task RefuseWhatFollowsAsync(CancellationToken cancellationToken)
    {
        Stream rest = new SourceBytesStream(source);
        if (source.File is { } file)
        {
            rest = file;
            file.Position = await EndOfMembersAsync(file, cancellationToken).ConfigureAwait(false);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        int read;
        while ((read = await rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                throw new InvalidDataException("What follows the last member is no gzip.");
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async Task<long> EndOfMembersAsync(FileInput file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        await using var input = new GzipInput(file, singlyFrom: _input.LastFrom);
        await using var again = Gzip.Decompress(input);
        var buffer = new byte[64 * 1024];
        while (await again.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
        {
            // Not by copying, which goes on to the end of the file whatever stands there.
        }

        return Math.Max(0, input.Given - 1);
    }
}
