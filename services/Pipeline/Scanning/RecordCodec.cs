using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Scanning;

internal static class RecordCodec
{
    public static void Write(DatasetRecord record, IBufferWriter<byte> output)
    {
        var text = record.Content;
        var length = Encoding.UTF8.GetByteCount(text);
        var span = output.GetSpan(4 + length);
        BinaryPrimitives.WriteInt32LittleEndian(span, length);
        Encoding.UTF8.GetBytes(text, span[4..]);
        output.Advance(4 + length);
    }

    public static DatasetRecord Read(ReadOnlySpan<byte> input) =>
        DatasetRecord.OfText(Encoding.UTF8.GetString(input.Slice(4, BinaryPrimitives.ReadInt32LittleEndian(input))));
}
