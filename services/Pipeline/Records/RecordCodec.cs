using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Records;

/// <summary>Writes records as bytes between the stages, and reads them again.</summary>
/// <remarks>
/// Version 1: the version, the kind, the label (0 none, 1 false, 2 true), the number of parts, and each part: its kind and role in one byte,
/// its text, its other members; then the record's. A number is a varint; a text is its length in bytes and its UTF-8; a text that may be
/// missing has a length greater by one, and 0 stands for none. Nothing follows. What is damaged is told, where its form shows it:
/// checksums are the file's.
/// </remarks>
internal static class RecordCodec
{
    private const byte Version = 1;

    /// <summary>Writes a record.</summary>
    public static void Write(DatasetRecord record, IBufferWriter<byte> output)
    {
        var head = output.GetSpan(8);
        head[0] = Version;
        head[1] = (byte)record.Kind;
        head[2] = record.Label switch { null => 0, false => 1, true => 2 };
        output.Advance(3);
        WriteNumber(record.Parts.Count, output);
        foreach (var part in record.Parts)
        {
            output.GetSpan(1)[0] = (byte)((byte)part.Kind << 4 | (byte)part.Role);
            output.Advance(1);
            WriteText(part.Value.Utf8, added: 0, output);
            WriteOptional(part.Extra, output);
        }

        WriteOptional(record.Extra, output);
    }

    /// <summary>Reads a record.</summary>
    /// <param name="record">A whole record, and nothing else. Its texts are taken from these bytes, which must stay as they are meanwhile.</param>
    /// <exception cref="InvalidDataException">The bytes are no record of this version.</exception>
    public static DatasetRecord Read(ReadOnlyMemory<byte> record)
    {
        var bytes = record.Span;
        if (bytes.Length < 4)
        {
            throw Corrupt("it ends too early");
        }

        if (bytes[0] != Version)
        {
            throw Corrupt($"it is of version {bytes[0]}, not {Version}");
        }

        var kind = (RecordKind)bytes[1];
        var label = bytes[2];
        if (kind is <= RecordKind.Auto or > RecordKind.Preference || label > 2)
        {
            throw Corrupt("its kind or label is none");
        }

        var rest = record[3..];
        var count = ReadNumber(ref rest);
        if (count > rest.Length)
        {
            throw Corrupt("it has more parts than bytes");
        }

        var parts = new RecordPart[count];
        for (var i = 0; i < count; i++)
        {
            parts[i] = ReadPart(ref rest);
        }

        var extra = ReadOptional(ref rest);
        return rest.IsEmpty ? new DatasetRecord(kind, parts, label == 0 ? null : label == 2, extra) : throw Corrupt("something follows it");
    }

    private static RecordPart ReadPart(ref ReadOnlyMemory<byte> rest)
    {
        if (rest.IsEmpty)
        {
            throw Corrupt("it ends too early");
        }

        var (kind, role) = ((PartKind)(rest.Span[0] >> 4), (ChatRole)(rest.Span[0] & 15));
        if (kind > PartKind.Rejected || role > ChatRole.Tool)
        {
            throw Corrupt("a part's kind or role is none");
        }

        rest = rest[1..];
        var text = ReadText(ReadNumber(ref rest), ref rest);
        return new RecordPart(kind, role, text, ReadOptional(ref rest));
    }

    private static void WriteOptional(string? text, IBufferWriter<byte> output)
    {
        if (text is null)
        {
            WriteNumber(0, output);
        }
        else
        {
            WriteText(Encoding.UTF8.GetBytes(text), added: 1, output);
        }
    }

    private static void WriteText(ReadOnlySpan<byte> text, int added, IBufferWriter<byte> output)
    {
        WriteNumber(text.Length + added, output);
        output.Write(text);
    }

    private static string? ReadOptional(ref ReadOnlyMemory<byte> rest)
    {
        var length = ReadNumber(ref rest);
        return length == 0 ? null : ReadText(length - 1, ref rest).ToString();
    }

    private static RecordText ReadText(int length, ref ReadOnlyMemory<byte> rest)
    {
        if (length > rest.Length)
        {
            throw Corrupt("a text goes beyond its end");
        }

        var text = rest[..length];
        rest = rest[length..];
        return Utf8.IsValid(text.Span) ? new RecordText(text) : throw Corrupt("a text is not UTF-8");
    }

    private static void WriteNumber(int number, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(5);
        var rest = (uint)number;
        var length = 0;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        output.Advance(length);
    }

    private static int ReadNumber(ref ReadOnlyMemory<byte> rest)
    {
        var number = 0UL;
        var bytes = rest.Span;
        for (var i = 0; i < 5 && i < bytes.Length; i++)
        {
            number |= (ulong)(bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return number <= int.MaxValue ? (int)number : throw Corrupt("a number is too large");
            }
        }

        throw Corrupt("a number has no end");
    }

    private static InvalidDataException Corrupt(string what) => new($"a record between two stages is damaged: {what}");
}
