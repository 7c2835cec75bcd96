using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    /// <summary>How many bytes may be written over behind a text that is read.</summary>
    public const int Spare = 32;

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

    /// <summary>Reads a string in one pass. The position behind its closing quote, or -1 where the string is not right.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="at">The position behind the opening quote.</param>
    /// <param name="text">Takes the text: as long as what is left of <paramref name="json"/>, and <see cref="Spare"/> beyond.</param>
    /// <param name="length">How long the text is.</param>
    public static int Read(ReadOnlySpan<byte> json, int at, Span<byte> text, out int length)
    {
        for (length = 0; ;)
        {
            var plain = CopyPlain(json[at..], text[length..]);
            (at, length) = (at + plain, length + plain);
            if (at == json.Length)
            {
                return -1;
            }

            if (json[at] == '"')
            {
                return at + 1;
            }

            var value = json[at..];
            switch (json[at] == '\\' ? EscapeLength(value) : 0)
            {
                case 2:
                    text[length++] = Meaning(value[1]);
                    at += 2;
                    break;
                case 6 when TryUnit(ref value, text, ref length):
                    at = json.Length - value.Length;
                    break;
                default:
                    return -1;
            }
        }
    }

    /// <summary>The text of the string at which a reader of contiguous bytes stands.</summary>
    /// <exception cref="InvalidOperationException">Half of a surrogate pair stands in it.</exception>
    public static RecordText TextOf(in Utf8JsonReader reader) => reader.ValueIsEscaped
        ? Unescape(reader.ValueSpan) ?? throw new InvalidOperationException("half of a surrogate pair")
        : Copy(reader.ValueSpan);

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

    // Up to the first special character, and how many bytes that is. Behind them some may be written over.
    private static int CopyPlain(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ref var first = ref MemoryMarshal.GetReference(source);
        ref var target = ref MemoryMarshal.GetReference(destination[..(source.Length + Spare)]);
        var at = 0;
        for (; at <= source.Length - Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref first, (nuint)at);
            block.StoreUnsafe(ref target, (nuint)at);
            var special = Vector256.Equals(block, Vector256.Create((byte)'"')) | Vector256.Equals(block, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(block, Vector256.Create((byte)' '));
            if (special != Vector256<byte>.Zero)
            {
                return at + BitOperations.TrailingZeroCount(special.ExtractMostSignificantBits());
            }
        }

        for (; at < source.Length && source[at] is >= (byte)' ' and not ((byte)'"' or (byte)'\\'); at++)
        {
            destination[at] = source[at];
        }

        return at;
    }

    private static RecordText Copy(ReadOnlySpan<byte> utf8)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(utf8.Length);
        utf8.CopyTo(bytes);
        return new RecordText(bytes);
    }

    // Six bytes, or twelve for a surrogate pair, become at most three, or four.
    private static bool TryUnit(ref ReadOnlySpan<byte> value, Span<byte> buffer, ref int length)
    {
        var first = Unit(value);
        value = value[6..];
        if (Rune.TryCreate(first, out var rune)
            || (EscapeLength(value) == 6 && Rune.TryCreate(first, Unit(value), out rune) && Skip(ref value)))
        {
            length += rune.EncodeToUtf8(buffer[length..]);
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
