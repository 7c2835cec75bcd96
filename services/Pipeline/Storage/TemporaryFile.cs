namespace Text2Llm.Pipeline.Storage;

/// <summary>Files for what a process does not hold in memory. They go with it, however it ends.</summary>
internal static class TemporaryFile
{
    /// <summary>Makes one.</summary>
    /// <param name="folder">The folder whose disk it takes; it is made where it is not there.</param>
    /// <param name="bufferSize">How many bytes are written at once.</param>
    /// <exception cref="IOException">It cannot be made there.</exception>
    public static FileStream Create(string folder, int bufferSize = 0)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}{FolderStore.PendingSuffix}");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
            BufferSize = bufferSize,
        });
        if (!OperatingSystem.IsWindows())
        {
            // A process that is killed closes nothing by itself. Without a name, the file goes with its last handle.
            File.Delete(path);
        }

        return file;
    }
}
