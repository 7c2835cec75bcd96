using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Text2Llm.Pipeline.Records;

/// <summary>Decodes the bytes of a text record, strictly.</summary>
internal static class TextDecoder
{
    public static Rejection ZeroAt(int position) =>
        new(RejectReasons.NotText, $"a zero character at position {position} of the record");

    /// <summary>The rejection of a record that is not UTF-8.</summary>
    public static ParsedRecord NotUtf8(long row, ReadOnlySpan<byte> bytes)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out var consumed) == OperationStatus.Done)
        {
            valid += consumed;
        }

        return ParsedRecord.Rejected(
            row, RejectReasons.InvalidUtf8, $"the byte 0x{bytes[valid]:x2} at offset {valid} of the record is not UTF-8");
    }

    public static ParsedRecord Decode(long row, ReadOnlySpan<byte> bytes)
    {
        var characters = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            if (Utf8.ToUtf16(bytes, characters, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                return NotUtf8(row, bytes);
            }

            var text = characters.AsSpan(0, written);
            return text.IndexOf('\0') is >= 0 and var zero
                ? new ParsedRecord(row, null, ZeroAt(zero))
                : ParsedRecord.Of(row, new string(text));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }
}
