using System.Buffers;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Files;

/// <summary>A file of sections that is open for reading. What it gives has been checked.</summary>
internal sealed class SectionFile : IAsyncDisposable
{
    private readonly string _name;
    private readonly Stream _content;
    private ILookup<int, Section> _byTag = Array.Empty<Section>().ToLookup(section => section.Tag);

    private SectionFile(string name, Stream content) => (_name, _content) = (name, content);

    /// <summary>The sections, in the order in which they were written.</summary>
    public IReadOnlyList<Section> Sections { get; private set; } = [];

    /// <summary>Of marks: how many records the shard has.</summary>
    public int Records { get; private set; }

    /// <summary>Opens a file and reads its directory.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="DamagedFileException">It is not whole, or is something else.</exception>
    public static async Task<SectionFile> OpenAsync(IFileStore store, string name, FileKind kind, CancellationToken cancellationToken)
    {
        var file = new SectionFile(name, await store.OpenAsync(name, cancellationToken).ConfigureAwait(false));
        try
        {
            await file.ReadDirectoryAsync(kind, cancellationToken).ConfigureAwait(false);
            return file;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The sections with a tag.</summary>
    public IEnumerable<Section> Of(int tag) => _byTag[tag];

    /// <summary>Reads a section.</summary>
    /// <exception cref="DamagedFileException">It is not what was written.</exception>
    public async Task<Lent<T>> ReadAsync<T>(Section section, CancellationToken cancellationToken)
        where T : unmanaged
    {
        var buffer = ArrayPool<byte>.Shared.Rent(section.Length);
        try
        {
            var bytes = buffer.AsMemory(0, section.Length);
            await ReadAsync(section.Offset, bytes, cancellationToken).ConfigureAwait(false);
            return XxHash3.HashToUInt64(bytes.Span) == section.Checksum
                ? Lent<T>.Of(MemoryMarshal.Cast<byte, T>(bytes.Span))
                : throw Damaged($"the section at byte {section.Offset} has another checksum than when it was written");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public ValueTask DisposeAsync() => _content.DisposeAsync();

    /// <summary>The trailer with its checksum.</summary>
    internal static SectionTrailer Seal(SectionTrailer trailer)
    {
        var bytes = MemoryMarshal.AsBytes([trailer]);
        return trailer with { Checksum = XxHash3.HashToUInt64(bytes[..^(sizeof(ulong) + sizeof(FileKind))]) };
    }

    private async Task ReadDirectoryAsync(FileKind kind, CancellationToken cancellationToken)
    {
        var trailerOffset = _content.Length - Unsafe.SizeOf<SectionTrailer>();
        if (trailerOffset < 0)
        {
            throw Damaged($"{_content.Length} bytes are too few");
        }

        var last = new byte[Unsafe.SizeOf<SectionTrailer>()];
        await ReadAsync(trailerOffset, last, cancellationToken).ConfigureAwait(false);
        var trailer = MemoryMarshal.Read<SectionTrailer>(last);
        if (trailer.Kind != kind || trailer != Seal(trailer))
        {
            throw Damaged("it does not end as such a file does");
        }

        var length = trailerOffset - trailer.DirectoryOffset;
        if (length != (long)trailer.Sections * Unsafe.SizeOf<Section>())
        {
            throw Damaged("its directory is not as long as it says");
        }

        var directory = new byte[length];
        await ReadAsync(trailer.DirectoryOffset, directory, cancellationToken).ConfigureAwait(false);
        if (XxHash3.HashToUInt64(directory) != trailer.DirectoryChecksum)
        {
            throw Damaged("its directory has another checksum than when it was written");
        }

        (Sections, Records) = (MemoryMarshal.Cast<byte, Section>(directory).ToArray(), trailer.Records);
        _byTag = Sections.ToLookup(section => section.Tag);
    }

    private async Task ReadAsync(long offset, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_content.Position != offset)
        {
            _content.Position = offset;
        }

        try
        {
            await _content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (EndOfStreamException)
        {
            throw Damaged("it ends too early");
        }
    }

    private DamagedFileException Damaged(string what) => new(_name, what);
}
