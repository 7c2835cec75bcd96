using System.IO.MemoryMappedFiles;

namespace Text2Llm.Pipeline.Deduplication.Resolving;

/// <summary>A long row of numbers, all 0 at first: in memory, or beyond a limit in a temporary file that is mapped into it.</summary>
internal sealed class NumberTable : IDisposable
{
    /// <summary>How many numbers are held in memory: 256 megabytes of them.</summary>
    public const long DefaultLimit = 64 * 1024 * 1024;

    private readonly uint[]? _numbers;
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;

    /// <param name="length">How many numbers there are.</param>
    /// <param name="limit">With more than this they are in a file.</param>
    public NumberTable(long length, long limit)
    {
        if (length <= limit)
        {
            _numbers = new uint[length];
            return;
        }

        // Places that stay 0 take no room on the disk. The file goes when it is closed, however that comes.
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
        };
        var stream = new FileStream(Path.Combine(Path.GetTempPath(), $"text2llm-{Guid.NewGuid():N}"), options);
        _file = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, length * sizeof(uint), MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor();
    }

    public uint this[long place]
    {
        get => _numbers is null ? _view!.SafeMemoryMappedViewHandle.Read<uint>((ulong)place * sizeof(uint)) : _numbers[place];
        set
        {
            if (_numbers is null)
            {
                _view!.SafeMemoryMappedViewHandle.Write((ulong)place * sizeof(uint), value);
            }
            else
            {
                _numbers[place] = value;
            }
        }
    }

    public void Dispose()
    {
        _view?.Dispose();
        _file?.Dispose();
    }
}
