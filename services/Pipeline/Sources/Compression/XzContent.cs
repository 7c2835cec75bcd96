using SharpCompress.Compressors.Xz;

namespace Text2Llm.Pipeline.Sources.Compression;

/// <summary>
/// The content of an xz file, of one stream or several, with the zeros that may stand between and behind them. The blocks are decoded by a
/// library, which would stop in silence after the first stream; the frame around them is read here.
/// </summary>
internal sealed class XzContent(SourceBytes source) : ForwardStream
{
    /// <summary>How large a dictionary may be: that of the highest preset is 64 MiB.</summary>
    private const uint MaxDictionary = 256 * 1024 * 1024;

    private const int HeaderBytes = 12;
    private const int Lzma2 = 0x21;

    private readonly ReadAheadInput _input = new(source);
    private readonly byte[] _decoded = new byte[ReadAheadInput.StepBytes];
    private XZBlock? _block;
    private int _check = -1;
    private long _blocks;

    /// <exception cref="InvalidDataException">The data is corrupt, cut off, or followed by something else.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_block is not null || await NextBlockAsync(cancellationToken).ConfigureAwait(false))
        {
            // The library takes a read that it cannot fill for the end of the block.
            await _input.PrepareAsync(cancellationToken).ConfigureAwait(false);
            var wanted = Math.Min(buffer.Length, _decoded.Length);
            var read = _block!.Read(_decoded, 0, wanted);
            _decoded.AsSpan(0, read).CopyTo(buffer.Span);
            if (read < wanted)
            {
                await _block.DisposeAsync().ConfigureAwait(false);
                _block = null;
                _blocks++;
            }

            if (read > 0)
            {
                return read;
            }
        }

        return 0;
    }

    protected override ValueTask ReleaseAsync() => _input.DisposeAsync();

    // False at the end of the file.
    private async ValueTask<bool> NextBlockAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_check < 0 && !await BeginStreamAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            var first = await _input.PeekAsync(cancellationToken).ConfigureAwait(false);
            if (first > 0)
            {
                RefuseLargeDictionary(await _input.PeekAsync((first + 1) * 4, cancellationToken).ConfigureAwait(false));
                _block = new XZBlock(_input, (CheckType)_check, CheckBytes(_check));
                return true;
            }

            await EndStreamAsync(cancellationToken).ConfigureAwait(false);
            _check = -1;
        }
    }

    private async ValueTask<bool> BeginStreamAsync(CancellationToken cancellationToken)
    {
        while (await _input.PeekAsync(cancellationToken).ConfigureAwait(false) == 0 && _input.Position > 0)
        {
            _input.Consume(1);
        }

        var header = await _input.PeekAsync(HeaderBytes, cancellationToken).ConfigureAwait(false);
        if (header.IsEmpty)
        {
            return false;
        }

        _check = header.Length == HeaderBytes && CompressionSniffer.IsXz(header.Span) && header.Span[6] == 0 && header.Span[7] < 16
            ? header.Span[7]
            : throw new InvalidDataException("What follows the last stream is no xz.");
        _blocks = 0;
        _input.Consume(HeaderBytes);
        return true;
    }

    // The index, a mark of zero, then the number of blocks and two sizes of each, filled up to four bytes, and a checksum; then the footer.
    private async ValueTask EndStreamAsync(CancellationToken cancellationToken)
    {
        var start = _input.Position;
        await NextByteAsync(cancellationToken).ConfigureAwait(false);
        var blocks = await NumberAsync(cancellationToken).ConfigureAwait(false);
        if (blocks != _blocks)
        {
            throw new InvalidDataException($"The index is of {blocks} blocks, but there are {_blocks}.");
        }

        for (var i = 0L; i < 2 * blocks; i++)
        {
            await NumberAsync(cancellationToken).ConfigureAwait(false);
        }

        var rest = (int)((4 - ((_input.Position - start) % 4)) % 4) + 4 + HeaderBytes;
        var footer = await _input.PeekAsync(rest, cancellationToken).ConfigureAwait(false);
        if (footer.Length < rest || !footer.Span.EndsWith("YZ"u8))
        {
            throw new InvalidDataException("The stream has no end.");
        }

        _input.Consume(rest);
    }

    private async ValueTask<long> NumberAsync(CancellationToken cancellationToken)
    {
        var value = 0L;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = await NextByteAsync(cancellationToken).ConfigureAwait(false);
            value |= (next & 0x7fL) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number of the index is too long.");
    }

    private async ValueTask<int> NextByteAsync(CancellationToken cancellationToken)
    {
        var next = await _input.PeekAsync(cancellationToken).ConfigureAwait(false);
        _input.Consume(next < 0 ? throw new InvalidDataException("The index is cut off.") : 1);
        return next;
    }

    // The last filter of a block is LZMA2, whose one property says how large its dictionary is: (2 or 3) << n.
    private static void RefuseLargeDictionary(ReadOnlyMemory<byte> header)
    {
        var bytes = header.Span;
        if (bytes.Length < 8)
        {
            throw new InvalidDataException("A block's header is cut off.");
        }

        var at = 2;
        for (var sizes = (bytes[1] >> 6 & 1) + (bytes[1] >> 7); sizes > 0; sizes--)
        {
            while (at < bytes.Length && bytes[at++] >= 0x80)
            {
            }
        }

        for (var filter = 0; filter <= (bytes[1] & 3) && at + 2 < bytes.Length; filter++)
        {
            var property = bytes[at + 2] & 0x3f;
            if (bytes[at] == Lzma2 && (2UL | ((uint)property & 1)) << ((property / 2) + 11) > MaxDictionary)
            {
                throw new InvalidDataException($"A dictionary of more than {MaxDictionary / (1024 * 1024)} MiB is needed.");
            }

            at += 2 + bytes[at + 1];
        }
    }

    private static int CheckBytes(int check) => check switch
    {
        0 => 0,
        <= 3 => 4,
        <= 6 => 8,
        <= 9 => 16,
        <= 12 => 32,
        _ => 64,
    };
}
