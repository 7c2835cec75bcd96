using System.IO.Compression;
using System.IO.Hashing;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources.Archives;

/// <summary>The content of one entry of a ZIP archive, held against its checksum, which the runtime does not do.</summary>
internal sealed class ZipEntryContent(ZipArchiveEntry entry) : ForwardStream
{
    private readonly Crc32 _checksum = new();
    private Stream? _content;
    private long _total;

    /// <exception cref="SourceProblemException">The entry is corrupt or compressed in a way that is not read.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            _content ??= await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
            read = await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or SourceProblemException))
        {
            throw Corrupt(exception);
        }

        _checksum.Append(buffer.Span[..read]);
        _total += read;
        return read > 0 || buffer.IsEmpty || _checksum.GetCurrentHashAsUInt32() == entry.Crc32 ? read : throw Corrupt(null);
    }

    protected override async ValueTask ReleaseAsync()
    {
        if (_content is not null)
        {
            await _content.DisposeAsync().ConfigureAwait(false);
        }
    }

    private SourceProblemException Corrupt(Exception? inner) =>
        new(RejectReasons.CorruptArchive, $"the entry is corrupt, cut off or compressed in a way that is not read, after {_total} bytes of content", inner);
}
