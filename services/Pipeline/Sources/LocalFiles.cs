using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources;

/// <summary>Opens files of this machine.</summary>
internal static class LocalFiles
{
    // Reads larger than this go to the file itself; smaller ones, of a ZIP archive's directory for instance, come out of the buffer.
    private const int BufferBytes = 64 * 1024;

    /// <inheritdoc cref="OpenFile"/>
    public static ValueTask<Stream> OpenAsync(SourceFile file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Opening a pipe waits for somebody who writes into it.
        if (FileStatus.Of(file.Path) is { IsRegular: false })
        {
            throw new SourceProblemException(RejectReasons.Unreadable, "not a regular file");
        }

        return ValueTask.FromResult<Stream>(
            new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferBytes, FileOptions.SequentialScan));
    }
}
