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

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
            WriteText(part.Text, added: 0, output);
            WriteOptional(part.Extra, output);
        }

        WriteOptional(record.Extra, output);
    }

    /// <summary>Reads a record.</summary>
    /// <param name="bytes">A whole record, and nothing else.</param>
    /// <exception cref="InvalidDataException">The bytes are no record of this version.</exception>
    public static DatasetRecord Read(ReadOnlySpan<byte> bytes)
    {
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

        var rest = bytes[3..];
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

    private static RecordPart ReadPart(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            throw Corrupt("it ends too early");
        }

        var (kind, role) = ((PartKind)(rest[0] >> 4), (ChatRole)(rest[0] & 15));
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
            WriteText(text, added: 1, output);
        }
    }

    private static void WriteText(string text, int added, IBufferWriter<byte> output)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        WriteNumber(length + added, output);
        Utf8.FromUtf16(text, output.GetSpan(length), out _, out var written);
        output.Advance(written);
    }

    private static string? ReadOptional(ref ReadOnlySpan<byte> rest)
    {
        var length = ReadNumber(ref rest);
        return length == 0 ? null : ReadText(length - 1, ref rest);
    }

    private static string ReadText(int length, ref ReadOnlySpan<byte> rest)
    {
        if (length > rest.Length)
        {
            throw Corrupt("a text goes beyond its end");
        }

        try
        {
            var text = Strict.GetString(rest[..length]);
            rest = rest[length..];
            return text;
        }
        catch (DecoderFallbackException)
        {
            throw Corrupt("a text is not UTF-8");
        }
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

    private static int ReadNumber(ref ReadOnlySpan<byte> rest)
    {
        var number = 0UL;
        for (var i = 0; i < 5 && i < rest.Length; i++)
        {
            number |= (ulong)(rest[i] & 0x7f) << (7 * i);
            if (rest[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return number <= int.MaxValue ? (int)number : throw Corrupt("a number is too large");
            }
        }

        throw Corrupt("a number has no end");
    }

    private static InvalidDataException Corrupt(string what) => new($"a record between two stages is damaged: {what}");
}
