using System.Buffers;
using System.Buffers.Binary;

namespace Text2Llm.Pipeline.Writing.Parquet;

/// <summary>Gathers a page's repetition or definition levels as runs of the same level, in Parquet's RLE encoding.</summary>
/// <param name="most">The greatest level; with 0 nothing is written at all. At most 255.</param>
internal sealed class LevelRuns(int most)
{
    private readonly ArrayBufferWriter<byte> _runs = new();
    private byte _level;
    private uint _length;

    public void Add(byte level)
    {
        if (most == 0)
        {
            return;
        }

        if (level != _level)
        {
            EndRun();
            _level = level;
        }

        _length++;
    }

    /// <summary>Writes the levels of the page with their length before them, and begins the next page.</summary>
    public void WriteTo(IBufferWriter<byte> page)
    {
        if (most == 0)
        {
            return;
        }

        EndRun();
        BinaryPrimitives.WriteInt32LittleEndian(page.GetSpan(4), _runs.WrittenCount);
        page.Advance(4);
        page.Write(_runs.WrittenSpan);
        _runs.ResetWrittenCount();
    }

    // A run is its length, shifted by a bit that says that it is one, as a varint; then the level in a byte.
    private void EndRun()
    {
        if (_length == 0)
        {
            return;
        }

        var span = _runs.GetSpan(6);
        var written = 0;
        var head = (ulong)_length << 1;
        while (head >= 0x80)
        {
            span[written++] = (byte)(head | 0x80);
            head >>= 7;
        }

        span[written++] = (byte)head;
        span[written++] = _level;
        _runs.Advance(written);
        _length = 0;
    }
}
