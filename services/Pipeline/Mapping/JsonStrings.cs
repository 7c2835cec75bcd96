using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>
/// Goes through JSON strings from one special character to the next. (The runtime's reader goes byte by byte through a string from its first
/// escape on, and a text has one in each line.) Whatever is not right is left to the runtime's reader, to be told.
/// </summary>
internal static class JsonStrings
{
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    /// <summary>The position behind a string's closing quote, or -1 where the string is not right.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="at">The position behind the opening quote.</param>
    /// <param name="escaped">Whether anything in it is escaped.</param>
    public static int End(ReadOnlySpan<byte> json, int at, out bool escaped)
    {
        escaped = false;
        while (json[at..].IndexOfAny(Special) is >= 0 and var next)
        {
            at += next;
            if (json[at] == '"')
            {
                return at + 1;
            }

            escaped = true;
            var length = json[at] == '\\' ? EscapeLength(json[at..]) : 0;
            if (length == 0)
            {
                return -1;
            }

            at += length;
        }

        return -1;
    }

    /// <summary>The text of the string at which a reader of contiguous bytes stands.</summary>
    /// <exception cref="InvalidOperationException">Half of a surrogate pair stands in it.</exception>
    public static RecordText TextOf(in Utf8JsonReader reader) =>
        TextOf(reader.ValueSpan, reader.ValueIsEscaped) ?? throw new InvalidOperationException("half of a surrogate pair");

    /// <summary>The text of a string, which has bytes of its own; or null where half of a surrogate pair stands in it.</summary>
    /// <param name="value">What stands between the quotes, of which <see cref="End"/> has said that it is right.</param>
    /// <param name="escaped">Whether anything in it is escaped.</param>
    public static RecordText? TextOf(ReadOnlySpan<byte> value, bool escaped) => escaped ? Unescape(value) : Copy(value);

    private static RecordText? Unescape(ReadOnlySpan<byte> value)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(value.Length);
        try
        {
            var length = 0;
            while (value.IndexOf((byte)'\\') is >= 0 and var next)
            {
                value[..next].CopyTo(buffer.AsSpan(length));
                length += next;
                value = value[next..];
                if (value[1] != 'u')
                {
                    buffer[length++] = Meaning(value[1]);
                    value = value[2..];
                }
                else if (!TryUnit(ref value, buffer, ref length))
                {
                    return null;
                }
            }

            value.CopyTo(buffer.AsSpan(length));
            return Copy(buffer.AsSpan(0, length + value.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static RecordText Copy(ReadOnlySpan<byte> utf8)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(utf8.Length);
        utf8.CopyTo(bytes);
        return new RecordText(bytes);
    }

    // Six bytes, or twelve for a surrogate pair, become at most three, or four.
    private static bool TryUnit(ref ReadOnlySpan<byte> value, byte[] buffer, ref int length)
    {
        var first = Unit(value);
        value = value[6..];
        if (Rune.TryCreate(first, out var rune)
            || (value is [(byte)'\\', (byte)'u', ..] && Rune.TryCreate(first, Unit(value), out rune) && Skip(ref value)))
        {
            length += rune.EncodeToUtf8(buffer.AsSpan(length));
            return true;
        }

        return false;

        static bool Skip(ref ReadOnlySpan<byte> value)
        {
            value = value[6..];
            return true;
        }
    }

    private static char Unit(ReadOnlySpan<byte> escape)
    {
        Span<byte> bytes = stackalloc byte[2];
        Convert.FromHexString(escape[2..6], bytes, out _, out _);
        return (char)BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EscapeLength(ReadOnlySpan<byte> escape) => escape switch
    {
        [_, (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t', ..] => 2,
        [_, (byte)'u', var a, var b, var c, var d, ..]
            when char.IsAsciiHexDigit((char)a) && char.IsAsciiHexDigit((char)b) && char.IsAsciiHexDigit((char)c) && char.IsAsciiHexDigit((char)d) => 6,
        _ => 0,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Meaning(byte escape) => escape switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => escape,
    };
}
