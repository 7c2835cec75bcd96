using System.IO.Hashing;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Files;

/// <summary>
/// Writes a file of sections: the sections, their directory, a trailer that says what the file is. All numbers are little-endian. Disposed before it
/// is complete, it leaves nothing.
/// </summary>
internal sealed class SectionFileWriter : IAsyncDisposable
{
    private readonly IPendingFile _file;
    private readonly FileKind _kind;
    private readonly List<Section> _sections = [];
    private long _length;

    private SectionFileWriter(IPendingFile file, FileKind kind) => (_file, _kind) = (file, kind);

    /// <summary>Begins a file.</summary>
    public static async Task<SectionFileWriter> CreateAsync(
        IFileStore store, string name, FileKind kind, CancellationToken cancellationToken) =>
        new(await store.CreateAsync(name, cancellationToken).ConfigureAwait(false), kind);

    /// <summary>Adds a section.</summary>
    public async ValueTask WriteAsync(int tag, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        _sections.Add(new Section(_length, XxHash3.HashToUInt64(content.Span), tag, content.Length));
        _length += content.Length;
        await _file.Content.WriteAsync(content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the file and makes it appear.</summary>
    /// <param name="records">The number of records, for <see cref="SectionTrailer.Records"/>.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task CompleteAsync(int records, CancellationToken cancellationToken)
    {
        var directory = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_sections)).ToArray();
        var trailer = SectionFile.Seal(
            new SectionTrailer(_length, XxHash3.HashToUInt64(directory), _sections.Count, records, Checksum: 0, _kind));
        await _file.Content.WriteAsync(directory, cancellationToken).ConfigureAwait(false);
        await _file.Content.WriteAsync(MemoryMarshal.AsBytes([trailer]).ToArray(), cancellationToken).ConfigureAwait(false);
        await _file.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
