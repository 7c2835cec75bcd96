using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using ZstdSharp;

namespace Text2Llm.Pipeline.Sources.Compression;

/// <summary>What is compressed in some bytes. Whatever is wrong with them is told as a problem of the source, with its place.</summary>
/// <param name="source">The compressed bytes; owned.</param>
/// <param name="compression">How they are compressed; never auto or none.</param>
internal sealed class DecompressedContent(SourceBytes source, SourceCompression compression) : ForwardStream
{
    // A frame that needs a larger window than this (128 MiB) is refused; 27 is also the limit of the zstd command.
    private const int MaxZstdWindowLog = 27;

    private Stream? _content;
    private long _total;

    /// <exception cref="SourceProblemException">The data is corrupt, cut off, or followed by something else; or the file cannot be read.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            _content ??= Open();
            var read = await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _total += read;
            return read;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or SourceProblemException))
        {
            // Libraries throw exceptions of many types at data that makes no sense.
            throw new SourceProblemException(
                RejectReasons.Corrupt(compression),
                $"the {compression.ToString().ToLowerInvariant()} data is corrupt or cut off after {_total} bytes of content",
                exception);
        }
    }

    protected override async ValueTask ReleaseAsync()
    {
        if (_content is not null)
        {
            await _content.DisposeAsync().ConfigureAwait(false);
        }

        await source.DisposeAsync().ConfigureAwait(false);
    }

    private Stream Open()
    {
        switch (compression)
        {
            case SourceCompression.Gzip:
                return new GzipContent(source);
            case SourceCompression.Bzip2:
                return new Bzip2Content(source);
            case SourceCompression.Xz:
                return new XzContent(source);
            case SourceCompression.Zstd:
                var zstd = new DecompressionStream(new SourceBytesStream(source), bufferSize: 128 * 1024);
                zstd.SetParameter(ZstdSharp.Unsafe.ZSTD_dParameter.ZSTD_d_windowLogMax, MaxZstdWindowLog);
                return zstd;
            default:
                throw new InvalidOperationException($"{compression} is no compression.");
        }
    }
}
