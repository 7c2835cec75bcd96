using System.Buffers;
using System.Buffers.Binary;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>
/// Collects what a scan says of single records: rejects and drops. Each is the number of its source, its row in the slice (8 bytes; 0 for a
/// whole file), the length of its text, and the text: the end of a JSON line, behind the file and the line, which are known only
/// when all slices have been read.
/// </summary>
internal sealed class NoteWriter
{
    public const int HeaderBytes = 16;

    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public void Add(int source, long row, ReadOnlySpan<byte> members)
    {
        var header = _bytes.GetSpan(HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header, source);
        BinaryPrimitives.WriteInt64LittleEndian(header[4..], row);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], members.Length);
        _bytes.Advance(HeaderBytes);
        _bytes.Write(members);
    }
}
