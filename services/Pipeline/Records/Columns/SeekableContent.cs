using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records.Columns;

/// <summary>The content of a file that is read from its end.</summary>
internal static class SeekableContent
{
    // Readers ask for a few bytes at a time, which a store far away would answer one by one.
    private const int BufferBytes = 1024 * 1024;

    // What is compressed or in an archive is held whole.
    private const int MaxHeldBytes = 512 * 1024 * 1024;

    /// <summary>A stream that can seek, at its beginning; the source's own or of memory, either way nothing that needs to be disposed.</summary>
    /// <exception cref="SourceProblemException">The content is compressed or in an archive, and too large to be held.</exception>
    public static async ValueTask<Stream> OfAsync(SourceBytes source, string what, CancellationToken cancellationToken)
    {
        if (source.File is { } file)
        {
            file.Position = 0;
            return new BufferedStream(file, BufferBytes);
        }

        var held = await DocumentBytes.ReadAsync(source, MaxHeldBytes, cancellationToken).ConfigureAwait(false)
            ?? throw new SourceProblemException(
                RejectReasons.TooLarge, $"{what} of more than {MaxHeldBytes} bytes in an archive or a compression; take it out of it");
        return new MemoryStream(held.ToArray(), writable: false);
    }
}
