using System.IO.Compression;
using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources.Archives;

/// <summary>Goes through the entries of a ZIP archive in the order of its directory.</summary>
internal sealed class ZipReader : IDisposable
{
    private const int DirectoryBit = 0x10;
    private const int UnixKindMask = 0xf000;
    private const int UnixLink = 0xa000;

    private readonly ZipArchive _archive;

    private ZipReader(ZipArchive archive)
    {
        _archive = archive;
        Document = DocumentOf(archive);
    }

    /// <summary>The format of which the archive is one document; null when it is an archive of files.</summary>
    /// <exception cref="SourceProblemException">It is a document of a format that is not read.</exception>
    public SourceFormat? Document { get; }

    /// <summary>Whether bytes are the beginning of a ZIP archive, which may be empty or in several parts.</summary>
    public static bool IsZip(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 3, 4]) || head.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 5, 6])
        || head.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 7, 8]);

    /// <summary>Reads an archive's directory.</summary>
    /// <exception cref="SourceProblemException">There is none that makes sense.</exception>
    public static async ValueTask<ZipReader> OpenAsync(FileInput file, CancellationToken cancellationToken)
    {
        try
        {
            var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, null, cancellationToken).ConfigureAwait(false);
            return new ZipReader(archive);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new SourceProblemException(
                RejectReasons.CorruptArchive, $"the ZIP archive's directory, at its end, is corrupt or cut off: {exception.Message}", exception);
        }
    }

    /// <summary>The files of the archive.</summary>
    /// <param name="name">The archive's name.</param>
    /// <param name="contents">Opens them.</param>
    /// <param name="meter">Counts what is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<SourceContent> ReadAsync(
        string name, ContentOpener contents, ReadMeter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entry in _archive.Entries)
        {
            if (entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\') || IsNoFile(entry))
            {
                continue;
            }

            var full = $"{name}!/{entry.FullName}";
            yield return entry.IsEncrypted
                ? new SourceContent(full, null, null, null, new SourceProblemException(RejectReasons.Encrypted, "the entry needs a password"))
                : await contents.OpenEntryAsync(full, new ZipEntryContent(entry), null, "zip", meter, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _archive.Dispose();

    // The upper half of the attributes is Unix's.
    private static bool IsNoFile(ZipArchiveEntry entry) =>
        (entry.ExternalAttributes & DirectoryBit) != 0 || (entry.ExternalAttributes >> 16 & UnixKindMask) == UnixLink;

    private static SourceFormat? DocumentOf(ZipArchive archive)
    {
        if (archive.GetEntry("[Content_Types].xml") is not null)
        {
            return archive.GetEntry("word/document.xml") is not null ? SourceFormat.Docx
                : archive.GetEntry("xl/workbook.xml") is not null ? throw NotRead("an Excel workbook; save its sheets as CSV")
                : archive.GetEntry("ppt/presentation.xml") is not null ? throw NotRead("a PowerPoint presentation")
                : null;
        }

        // Open Document and EPUB files say first what they are.
        return archive.GetEntry("mimetype") is not null && (archive.GetEntry("META-INF/manifest.xml") ?? archive.GetEntry("META-INF/container.xml")) is not null
            ? throw NotRead("an OpenDocument or EPUB file; save it as DOCX, HTML or text")
            : null;
    }

    private static SourceProblemException NotRead(string what) => new(RejectReasons.NotText, what);
}
