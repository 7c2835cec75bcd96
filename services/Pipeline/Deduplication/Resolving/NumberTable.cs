using System.IO.MemoryMappedFiles;
using Text2Llm.Pipeline.Storage;

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
    /// <param name="scratch">The folder of that file.</param>
    public NumberTable(long length, long limit, string scratch)
    {
        if (length <= limit)
        {
            _numbers = new uint[length];
            return;
        }

        // Places that stay 0 take no room on the disk.
        _file = MemoryMappedFile.CreateFromFile(
            TemporaryFile.Create(scratch), mapName: null, length * sizeof(uint), MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
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
