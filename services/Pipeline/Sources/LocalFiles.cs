using System.Globalization;
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
        EnsureUnchanged(file);

        // Opening a pipe waits for somebody who writes into it.
        if (FileStatus.Of(file.Path) is { IsRegular: false })
        {
            throw new SourceProblemException(RejectReasons.Unreadable, "not a regular file");
        }

        return ValueTask.FromResult<Stream>(
            new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferBytes, FileOptions.SequentialScan));
    }

    /// <summary>When a file was last changed, behind links, and its length then; null where that cannot be told.</summary>
    public static string? VersionOf(string path)
    {
        try
        {
            var file = new FileInfo(path);
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks}-{file.Length}") : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // Opening it will fail too, and then its problem is recorded.
        }
    }

    /// <summary>Makes sure that a file is still as it was found.</summary>
    /// <exception cref="SourceProblemException">It is not.</exception>
    public static void EnsureUnchanged(SourceFile file)
    {
        if (file is { IsLocal: true, Version: { } version } && VersionOf(file.Path) != version)
        {
            throw SourceProblemException.Changed(file);
        }
    }
}
