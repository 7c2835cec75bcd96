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
    public IEnumerable<Section> Of(int tag) => Sections.Where(section => section.Tag == tag);

    /// <summary>Reads a section.</summary>
    /// <exception cref="DamagedFileException">It is not what was written.</exception>
    public async Task<T[]> ReadAsync<T>(Section section, CancellationToken cancellationToken)
        where T : unmanaged
    {
        var bytes = await ReadAsync(section.Offset, section.Length, cancellationToken).ConfigureAwait(false);
        if (XxHash3.HashToUInt64(bytes) != section.Checksum)
        {
            throw new DamagedFileException(_name, $"the section at byte {section.Offset} has another checksum than when it was written");
        }

        return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
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
        if (trailerOffset < sizeof(FileKind))
        {
            throw new DamagedFileException(_name, $"{_content.Length} bytes are too few");
        }

        var last = await ReadAsync(trailerOffset, Unsafe.SizeOf<SectionTrailer>(), cancellationToken).ConfigureAwait(false);
        var trailer = MemoryMarshal.Read<SectionTrailer>(last);
        if (trailer.Kind != kind || trailer != Seal(trailer))
        {
            throw new DamagedFileException(_name, "it does not end as such a file does");
        }

        var directory = await ReadAsync(trailer.DirectoryOffset, (int)(trailerOffset - trailer.DirectoryOffset), cancellationToken)
            .ConfigureAwait(false);
        if (XxHash3.HashToUInt64(directory) != trailer.DirectoryChecksum)
        {
            throw new DamagedFileException(_name, "its directory has another checksum than when it was written");
        }

        (Sections, Records) = (MemoryMarshal.Cast<byte, Section>(directory).ToArray(), trailer.Records);
    }

    private async Task<byte[]> ReadAsync(long offset, int length, CancellationToken cancellationToken)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        _content.Position = offset;
        try
        {
            await _content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (EndOfStreamException)
        {
            throw new DamagedFileException(_name, "it ends too early");
        }

        return bytes;
    }
}
