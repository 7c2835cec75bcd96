using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records;

/// <summary>Brings a whole document into memory.</summary>
internal static class DocumentBytes
{
    /// <summary>All bytes that are left, valid until the source is read on; null when there are more than may be.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(SourceBytes source, int maxBytes, CancellationToken cancellationToken)
    {
        while (source.Buffered.Length <= maxBytes && await source.FillAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return source.Buffered.Length > maxBytes ? null : source.Buffered;
    }
}
