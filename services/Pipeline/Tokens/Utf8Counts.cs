using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Text2Llm.Pipeline.Tokens;

/// <summary>Counts what is in UTF-8, in one pass; what is added later goes on where the last ended.</summary>
internal ref struct Utf8Counts()
{
    private const int Width = 32; // of a block

    private uint _white = 1; // whether the character before is white space

    /// <summary>The code points.</summary>
    public int Characters { get; private set; }

    /// <summary>The UTF-16 units.</summary>
    public int Units { get; private set; }

    /// <summary>Those that are not ASCII.</summary>
    public int BeyondAscii { get; private set; }

    /// <summary>Those from U+3000 on.</summary>
    public int Signs { get; private set; }

    /// <summary>The runs of what is not white space.</summary>
    public int Words { get; private set; }

    public void Add(ReadOnlySpan<byte> utf8)
    {
        for (var at = 0; at < utf8.Length;)
        {
            at += AddAscii(utf8[at..]);

            // A block that is not ASCII, or the end.
            for (var end = Math.Min(at + Width, utf8.Length); at < end;)
            {
                Rune.DecodeFromUtf8(utf8[at..], out var rune, out var bytes);
                Add(rune);
                at += bytes;
            }
        }
    }

    // The blocks of ASCII at the beginning, and how long they are.
    private int AddAscii(ReadOnlySpan<byte> utf8)
    {
        ref var first = ref MemoryMarshal.GetReference(utf8);
        var (at, words, before) = (0, 0, _white);
        for (; at <= utf8.Length - Width; at += Width)
        {
            var block = Vector256.LoadUnsafe(ref first, (nuint)at);
            if (block.ExtractMostSignificantBits() != 0)
            {
                break;
            }

            var white = (Vector256.LessThanOrEqual(block - Vector256.Create((byte)'\t'), Vector256.Create((byte)('\r' - '\t')))
                | Vector256.Equals(block, Vector256.Create((byte)' '))).ExtractMostSignificantBits();
            words += BitOperations.PopCount(~white & ((white << 1) | before));
            before = white >> (Width - 1);
        }

        Words += words;
        Characters += at;
        Units += at;
        _white = before;
        return at;
    }

    private void Add(Rune rune)
    {
        var isWhite = Rune.IsWhiteSpace(rune) ? 1u : 0;
        Words += (int)(_white & ~isWhite);
        _white = isWhite;
        Characters++;
        Units += rune.Utf16SequenceLength;
        BeyondAscii += rune.IsAscii ? 0 : rune.Utf16SequenceLength;
        Signs += rune.Value >= 0x3000 ? rune.Utf16SequenceLength : 0;
    }
}
