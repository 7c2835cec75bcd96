using System.Buffers.Binary;
using System.Text;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources.Archives;

/// <summary>
/// Goes through a tar archive (ustar, GNU, pax, and the oldest kind) from its beginning to its end. The runtime's own reader takes names as
/// long as the archive claims into memory; this one bounds them.
/// </summary>
/// <param name="source">The archive's bytes; not owned.</param>
internal sealed class TarReader(SourceBytes source) : IDisposable
{
    /// <summary>How long a header is.</summary>
    public const int BlockBytes = 512;

    private const int MaxHeaderBytes = 1024 * 1024;

    private TarEntryContent? _content;

    /// <summary>Whether bytes are a tar header: its checksum is right.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> block)
    {
        if (block.Length < BlockBytes || block[0] == 0)
        {
            return false;
        }

        var sum = 8 * ' ';
        foreach (var value in block[..148])
        {
            sum += value;
        }

        foreach (var value in block[156..BlockBytes])
        {
            sum += value;
        }

        return Octal(block.Slice(148, 8)) == sum;
    }

    /// <summary>The next entry, or null at the end. The content of the one before cannot be read any more.</summary>
    /// <exception cref="SourceProblemException">The archive is corrupt or cut off.</exception>
    public async ValueTask<TarEntry?> NextAsync(CancellationToken cancellationToken)
    {
        if (_content is not null)
        {
            await _content.SkipAsync(cancellationToken).ConfigureAwait(false);
        }

        string? name = null;
        long? size = null;
        while (await HeaderAsync(cancellationToken).ConfigureAwait(false) is { } header)
        {
            var type = (char)header[156];
            var length = size ?? Number(header.AsSpan(124, 12));
            if (length < 0)
            {
                throw Corrupt("an entry's length makes no sense");
            }

            if (type is 'x' or 'g' or 'L' or 'K')
            {
                var extra = await ExtraAsync(length, cancellationToken).ConfigureAwait(false);
                if (type == 'L')
                {
                    name = Text(extra);
                }
                else if (type == 'x')
                {
                    (name, size) = (PaxValue(extra, "path"u8) ?? name, long.TryParse(PaxValue(extra, "size"u8), out var s) && s >= 0 ? s : null);
                }

                continue;
            }

            _content = new TarEntryContent(source, length);
            var isFile = type is '0' or '\0' or '7';
            name ??= NameOf(header);
            return new TarEntry(name, length, isFile && !name.EndsWith('/'), type == 'S' ? "a sparse file, which is not read" : null);
        }

        return null;
    }

    /// <summary>The content of the entry that was given last.</summary>
    public Stream OpenContent() => _content ?? throw new InvalidOperationException("There is no entry yet.");

    public void Dispose() => _content?.Dispose();

    // Null at the end: two blocks of zeros, or one, or no more blocks at all, as some tools leave it.
    private async ValueTask<byte[]?> HeaderAsync(CancellationToken cancellationToken)
    {
        await source.PeekAsync(BlockBytes, cancellationToken).ConfigureAwait(false);
        if (source.Buffered.IsEmpty)
        {
            return null;
        }

        if (source.Buffered.Length < BlockBytes)
        {
            throw Corrupt("it is cut off within an entry's header");
        }

        var block = source.Buffered[..BlockBytes].ToArray();
        if (!block.AsSpan().ContainsAnyExcept((byte)0))
        {
            return null;
        }

        if (!IsHeader(block))
        {
            throw Corrupt($"at byte {source.Position} there is no entry's header");
        }

        source.Consume(BlockBytes);
        return block;
    }

    private async ValueTask<byte[]> ExtraAsync(long length, CancellationToken cancellationToken)
    {
        if (length > MaxHeaderBytes)
        {
            throw Corrupt($"a header of {length} bytes is longer than any that is read");
        }

        var content = new TarEntryContent(source, length);
        var bytes = new byte[length];
        await content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        await content.SkipAsync(cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    // Lines of the form "LENGTH KEY=VALUE\n", where the length is that of the whole line.
    private static string? PaxValue(ReadOnlySpan<byte> records, ReadOnlySpan<byte> key)
    {
        string? found = null;
        while (records.IndexOf((byte)' ') is > 0 and var space
            && int.TryParse(records[..space], out var length) && length > space + 1 && length <= records.Length)
        {
            var record = records[(space + 1)..(length - 1)];
            if (record.StartsWith(key) && record.Length > key.Length && record[key.Length] == '=')
            {
                found = Encoding.UTF8.GetString(record[(key.Length + 1)..]);
            }

            records = records[length..];
        }

        return found;
    }

    private static string NameOf(ReadOnlySpan<byte> header)
    {
        var name = Text(header[..100]);
        var prefix = header.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(header.Slice(345, 155)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    private static string Text(ReadOnlySpan<byte> field) =>
        Encoding.UTF8.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    // Octal digits; or, of large files, a binary number behind a mark.
    private static long Number(ReadOnlySpan<byte> field) =>
        (field[0] & 0x80) != 0 ? BinaryPrimitives.ReadInt64BigEndian(field[^8..]) : Octal(field);

    private static long Octal(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return -1;
            }

            value = (value * 8) + (digit - '0');
        }

        return value;
    }

    private static SourceProblemException Corrupt(string what) => new(RejectReasons.CorruptArchive, $"the tar archive is corrupt: {what}");
}
