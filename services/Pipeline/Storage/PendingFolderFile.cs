using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Text2Llm.Pipeline.Storage;

/// <summary>A file of a folder that is being written, beside its place, where it is moved when it is complete.</summary>
internal sealed class PendingFolderFile : IPendingFile
{
    private const int WriteBytes = 128 * 1024;
    private const int OpenFolder = 0x10000; // O_DIRECTORY, for reading.

    private readonly string _path;
    private readonly string _pending;
    private readonly bool _durable;
    private readonly FileStream _file;
    private bool _complete;

    public PendingFolderFile(string path, bool durable)
    {
        // Two pods may write the same file at once, each whole: the last one stays, and both are alike.
        _path = path;
        _pending = $"{path}.{Path.GetRandomFileName()}{FolderStore.PendingSuffix}";
        _durable = durable;
        _file = new FileStream(_pending, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, WriteBytes);
    }

    public Stream Content => _file;

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _file.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (_durable)
        {
            _file.Flush(flushToDisk: true);
        }

        await _file.DisposeAsync().ConfigureAwait(false);
        File.Move(_pending, _path, overwrite: true);
        _complete = true;
        if (_durable && OperatingSystem.IsLinux())
        {
            FlushFolder(Path.GetDirectoryName(_path)!);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_complete)
        {
            return;
        }

        try
        {
            await _file.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ArgumentOutOfRangeException)
        {
            // The writer has failed already, and why is not to be hidden behind what cannot be written now.
        }

        try
        {
            File.Delete(_pending);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next run removes it.
        }
    }

    // A move is on the disk once its folder is. File systems that cannot say so do it by themselves.
    private static void FlushFolder(string folder)
    {
        using var handle = new SafeFileHandle(Open([.. Encoding.UTF8.GetBytes(folder), 0], OpenFolder), ownsHandle: true);
        if (!handle.IsInvalid)
        {
            RandomAccess.FlushToDisk(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Open(byte[] path, int flags);
}
