using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Text2Llm.Pipeline.Deduplication.Fuzzy;

/// <summary>
/// Folds texts to the form in which they are compared, in UTF-8: words in lower case without marks, each number as one 0, and a space for
/// each character that divides words. See <see cref="CharacterFold"/>.
/// </summary>
internal sealed class TextFolder
{
    /// <summary>How many bytes a character becomes at most: three, between two spaces.</summary>
    public const int MaxBytes = 5;

    // How many characters are looked at together.
    private const int Block = 32;

    private bool _inNumber;

    /// <summary>Begins another text.</summary>
    public void Reset() => _inNumber = false;

    /// <summary>Folds the next part of a text. No surrogate pair may be cut.</summary>
    /// <param name="text">The part.</param>
    /// <param name="folded">Where it goes; with room for <see cref="MaxBytes"/> for each character.</param>
    /// <returns>How many bytes it has become.</returns>
    public int Fold(ReadOnlySpan<char> text, Span<byte> folded)
    {
        var (read, written) = (0, 0);
        while (text.Length - read >= Block)
        {
            var units = MemoryMarshal.Cast<char, ushort>(text.Slice(read, Block));
            var (left, right) = (Vector256.Create(units), Vector256.Create(units[(Block / 2)..]));
            if (((left | right) & Vector256.Create((ushort)0xFF80)) == Vector256<ushort>.Zero)
            {
                written += FoldAscii(Vector256.Narrow(left, right), folded[written..]);
                read += Block;
            }
            else
            {
                // Perhaps one more, so that a pair stays whole.
                var take = read + Block < text.Length && char.IsLowSurrogate(text[read + Block]) ? Block + 1 : Block;
                written += FoldAny(text.Slice(read, take), folded[written..]);
                read += take;
            }
        }

        return written + FoldAny(text[read..], folded[written..]);
    }

    private int FoldAscii(Vector256<byte> characters, Span<byte> folded)
    {
        var lower = characters | Vector256.Create((byte)0x20);
        var letters = Vector256.LessThan(lower - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        var digits = Vector256.LessThan(characters - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        var rest = Vector256.ConditionalSelect(digits, Vector256.Create((byte)'0'), Vector256.Create((byte)' '));
        Vector256.ConditionalSelect(letters, lower, rest).CopyTo(folded);

        var digitBits = digits.ExtractMostSignificantBits();
        var dropped = digitBits & ((digitBits << 1) | (_inNumber ? 1u : 0));
        _inNumber = digitBits >> (Block - 1) != 0;
        return dropped == 0 ? Block : Squeeze(folded, ~dropped);
    }

    // Keeps those bytes of a block whose bits are set.
    private static int Squeeze(Span<byte> block, uint kept)
    {
        var count = 0;
        for (; kept != 0; kept &= kept - 1)
        {
            block[count++] = block[BitOperations.TrailingZeroCount(kept)];
        }

        return count;
    }

    private int FoldAny(ReadOnlySpan<char> text, Span<byte> folded)
    {
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var character = CharacterFold.Of(text[i]);
            if (character == CharacterFold.Nothing)
            {
                continue;
            }

            if (character < 0x80)
            {
                var repeats = _inNumber && character == '0';
                _inNumber = character == '0';
                folded[written] = (byte)character;
                written += repeats ? 0 : 1;
            }
            else if (character < 0x800)
            {
                // Most letters beyond ASCII: two bytes, and of no script that is written without spaces.
                _inNumber = false;
                folded[written] = (byte)(0xC0 | (character >> 6));
                folded[written + 1] = (byte)(0x80 | (character & 0x3F));
                written += 2;
            }
            else if (!char.IsSurrogate(character))
            {
                _inNumber = false;
                written += Write(new Rune(character), CharacterFold.IsWord(character), folded[written..]);
            }
            else if (Rune.DecodeFromUtf16(text[i..], out var rune, out var length) == OperationStatus.Done)
            {
                i += length - 1;
                written += FoldPair(CharacterFold.Of(rune), folded[written..]);
            }
        }

        return written;
    }

    private int FoldPair(Rune rune, Span<byte> folded)
    {
        if (rune.Value == CharacterFold.Nothing || (_inNumber && rune.Value == '0'))
        {
            return 0;
        }

        _inNumber = rune.Value == '0';
        return Write(rune, CharacterFold.IsWord(rune), folded);
    }

    private static int Write(Rune rune, bool alone, Span<byte> folded)
    {
        if (!alone)
        {
            return rune.EncodeToUtf8(folded);
        }

        folded[0] = (byte)CharacterFold.Divides;
        var end = 1 + rune.EncodeToUtf8(folded[1..]);
        folded[end] = (byte)CharacterFold.Divides;
        return end + 1;
    }
}
