using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Sources;

/// <summary>Opens files, and tells their compression from their first bytes and their format from name and content.</summary>
internal sealed class SourceOpener(SourceSpec spec, RunProgress progress)
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
            bytes = new SourceBytes(file, compression == SourceCompression.Gzip ? Gzip.Decompress(file) : file, progress);
            await bytes.PeekAsync(HeadBytes, cancellationToken).ConfigureAwait(false);
            bytes.Consume(ContentSniffer.SkipMarkOrRefuse(bytes.Buffered.Span));
            var (format, whyFormat) = spec.Format == SourceFormat.Auto
                ? ContentSniffer.FormatOf(source.Name, bytes.Buffered.Span)
                : (spec.Format, "the job says so");
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
