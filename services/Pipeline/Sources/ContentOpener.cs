using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Records.Tables;
using Text2Llm.Pipeline.Sources.Archives;
using Text2Llm.Pipeline.Sources.Compression;
using Text2Llm.Pipeline.Sources.Encodings;

namespace Text2Llm.Pipeline.Sources;

/// <summary>Finds out what some bytes are, a file's or an entry's, and opens them as that.</summary>
internal sealed class ContentOpener(SourceSpec spec, RecordsSpec records, int maxRecordBytes)
{
    // What is looked at to tell encoding, format and dialect.
    private const int HeadBytes = 1024 * 1024;
    private const string JobSays = "the job says so";

    /// <summary>How bytes that begin so are compressed, and why that is thought.</summary>
    public (SourceCompression Kind, string Why) CompressionOf(ReadOnlySpan<byte> head)
    {
        if (spec.Compression != SourceCompression.Auto)
        {
            return (spec.Compression, JobSays);
        }

        var kind = CompressionSniffer.Of(head);
        return kind == SourceCompression.None
            ? (kind, "the first bytes are of no compression")
            : (kind, $"the first bytes are {kind.ToString().ToLowerInvariant()}'s");
    }

    /// <summary>The bytes, or what is compressed in them.</summary>
    public static SourceBytes Decompress(SourceBytes bytes, SourceCompression compression) =>
        compression == SourceCompression.None ? bytes : new SourceBytes(new DecompressedContent(bytes, compression));

    /// <summary>Opens an archive's entry. What is wrong with it is told when it is read.</summary>
    public async ValueTask<SourceContent> OpenEntryAsync(
        string name, Stream content, string? problem, string container, ReadMeter meter, CancellationToken cancellationToken)
    {
        var bytes = new SourceBytes(content);
        try
        {
            if (problem is not null)
            {
                throw new SourceProblemException(RejectReasons.NotText, problem);
            }

            await bytes.PeekAsync(TarReader.BlockBytes, cancellationToken).ConfigureAwait(false);
            RefuseArchive(bytes.Buffered.Span);
            var kind = CompressionSniffer.Of(bytes.Buffered.Span);
            if (kind != SourceCompression.None)
            {
                bytes = Decompress(bytes, kind);
                await bytes.PeekAsync(TarReader.BlockBytes, cancellationToken).ConfigureAwait(false);
                RefuseArchive(bytes.Buffered.Span);
            }

            var why = kind == SourceCompression.None ? "the first bytes are of no compression" : $"the first bytes are {kind.ToString().ToLowerInvariant()}'s";
            return await OpenAsync(name, bytes, (kind, why), container, meter, cancellationToken).ConfigureAwait(false);
        }
        catch (SourceProblemException exception) when (!exception.EndsRun)
        {
            return new SourceContent(name, null, null, bytes, exception);
        }
    }

    /// <summary>Opens bytes that are in no archive and no compression any more.</summary>
    /// <exception cref="SourceProblemException">They are of no format that is read, or cannot be read.</exception>
    public async ValueTask<SourceContent> OpenAsync(
        string name,
        SourceBytes bytes,
        (SourceCompression Kind, string Why) compression,
        string? container,
        ReadMeter meter,
        CancellationToken cancellationToken)
    {
        await bytes.PeekAsync(HeadBytes, cancellationToken).ConfigureAwait(false);
        var bare = CompressionSniffer.BareName(name);
        if (spec.Format is SourceFormat.Auto or SourceFormat.Parquet or SourceFormat.Arrow or SourceFormat.Pdf or SourceFormat.Docx)
        {
            if (await BinarySniffer.FormatOfAsync(bytes, cancellationToken).ConfigureAwait(false) is { } binary)
            {
                var found = new Detection(binary, "the first bytes are its own", compression.Kind, compression.Why) { Container = container };
                return Content(name, found, bytes, meter);
            }

            if (spec.Format != SourceFormat.Auto)
            {
                throw new SourceProblemException(RejectReasons.NotText, $"the first bytes are not those of {spec.Format}, which the job says it is");
            }
        }

        var guess = EncodingOf(bytes.Buffered.Span);
        bytes.ConsumeMark(guess.MarkBytes);
        var text = guess.Encoding == SourceEncoding.Utf8 ? bytes : new SourceBytes(new TranscodedContent(bytes, guess.Encoding));
        await text.PeekAsync(HeadBytes, cancellationToken).ConfigureAwait(false);
        var format = spec.Format == SourceFormat.Auto
            ? FormatSniffer.Of(bare, text.Buffered.Span, records.Unit)
            : new FormatGuess(spec.Format, JobSays, true);

        // One line with a zero character is one bad record among good ones, unless the file looks like nothing that is read.
        if (!format.Known || (format.Format == SourceFormat.Text && records.Unit is null or TextUnit.Document))
        {
            RefuseZero(text.Buffered.Span);
        }

        var detection = new Detection(format.Format, format.Why, compression.Kind, compression.Why)
        {
            Encoding = guess.Encoding,
            EncodingWhy = guess.Why,
            Container = container,
            Dialect = format.Format is SourceFormat.Csv or SourceFormat.Tsv ? CsvSniffer.DialectOf(text.Buffered.Span, format.Format) : null,
        };
        return Content(name, detection, text, meter);
    }

    /// <summary>Opens a file that is an archive by its first bytes and a document by what it holds.</summary>
    public SourceContent OpenDocument(string name, SourceBytes bytes, SourceFormat format, ReadMeter meter)
    {
        var why = "a ZIP archive with the parts of such a document";
        return Content(name, new Detection(format, why, SourceCompression.None, "the first bytes are of no compression"), bytes, meter);
    }

    private SourceContent Content(string name, Detection detection, SourceBytes bytes, ReadMeter meter)
    {
        bytes.CountInto(meter);
        return new SourceContent(name, detection, RecordReader.For(detection, records, maxRecordBytes), bytes, null);
    }

    private EncodingGuess EncodingOf(ReadOnlySpan<byte> head)
    {
        if (spec.Encoding == SourceEncoding.Auto)
        {
            return EncodingDetector.Of(head, whole: head.Length < HeadBytes);
        }

        // A mark says which byte order it is; of another family it is no mark but a mistake, which is found when records are read.
        return EncodingDetector.OfMark(head) is { } marked && Family(marked.Encoding) == Family(spec.Encoding)
            ? marked with { Why = JobSays }
            : new EncodingGuess(spec.Encoding, JobSays);
    }

    private static SourceEncoding Family(SourceEncoding encoding) => encoding switch
    {
        SourceEncoding.Utf16BigEndian => SourceEncoding.Utf16,
        SourceEncoding.Utf32BigEndian => SourceEncoding.Utf32,
        _ => encoding,
    };

    private static void RefuseArchive(ReadOnlySpan<byte> head)
    {
        if (ZipReader.IsZip(head) || TarReader.IsHeader(head))
        {
            throw new SourceProblemException(RejectReasons.NestedArchive, "an archive within an archive; take it out of the outer one");
        }
    }

    private static void RefuseZero(ReadOnlySpan<byte> head)
    {
        if (head.IndexOf((byte)0) is >= 0 and var zero)
        {
            throw new SourceProblemException(RejectReasons.NotText, $"a zero byte at offset {zero}: the file is binary");
        }
    }
}
