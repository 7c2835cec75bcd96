using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources;

/// <summary>Opens files, and tells their compression from their first bytes and their format from name and content.</summary>
internal sealed class SourceOpener(SourceSpec spec, RecordsSpec records, ReadMeter meter)
{
    private const int HeadBytes = 64 * 1024;

    /// <exception cref="SourceProblemException">The file cannot be read, or holds no text.</exception>
    public async Task<OpenedSource> OpenAsync(SourceFile source, CancellationToken cancellationToken)
    {
        if (source.Problem is not null)
        {
            throw new SourceProblemException(RejectReasons.Unreadable, source.Problem);
        }

        var file = Open(source.Path);
        SourceBytes? bytes = null;
        try
        {
            var (compression, whyCompression) = await CompressionOfAsync(file, cancellationToken).ConfigureAwait(false);
            bytes = new SourceBytes(file, compression == SourceCompression.Gzip ? new GzipContent(file) : file, meter);
            await bytes.PeekAsync(HeadBytes, cancellationToken).ConfigureAwait(false);
            bytes.Consume(ContentSniffer.SkipMarkOrRefuse(bytes.Buffered.Span, Tail(file)));
            var (format, whyFormat, known) = spec.Format == SourceFormat.Auto
                ? ContentSniffer.FormatOf(source.Name, bytes.Buffered.Span)
                : (spec.Format, "the job says so", true);

            // One line with a zero character is one bad record among good ones, unless the file looks like nothing that is read.
            if (!known || (format == SourceFormat.Text && records.Unit is null or TextUnit.Document))
            {
                ContentSniffer.RefuseZero(bytes.Buffered.Span);
            }

            return new OpenedSource(bytes, new Detection(format, whyFormat, compression, whyCompression));
        }
        catch
        {
            if (bytes is not null)
            {
                await bytes.DisposeAsync().ConfigureAwait(false);
            }

            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static FileStream Open(string path)
    {
        // Opening a pipe waits for somebody who writes into it.
        if (FileStatus.Of(path) is { IsRegular: false })
        {
            throw new SourceProblemException(RejectReasons.Unreadable, "not a regular file");
        }

        try
        {
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 32 * 1024, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceProblemException(RejectReasons.Unreadable, exception.Message, exception);
        }
    }

    private static byte[] Tail(FileStream file)
    {
        var tail = new byte[4];
        try
        {
            return tail[..RandomAccess.Read(file.SafeFileHandle, tail, Math.Max(0, file.Length - tail.Length))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // Reading on fails too, and then the problem is recorded.
        }
    }

    private async Task<(SourceCompression, string)> CompressionOfAsync(FileStream file, CancellationToken cancellationToken)
    {
        if (spec.Compression != SourceCompression.Auto)
        {
            return (spec.Compression, "the job says so");
        }

        var head = new byte[2];
        try
        {
            await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            file.Position = 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SourceProblemException(RejectReasons.Unreadable, exception.Message, exception);
        }

        return Gzip.IsMagic(head)
            ? (SourceCompression.Gzip, "the first bytes are gzip's")
            : (SourceCompression.None, "the first bytes are not gzip's");
    }
}
