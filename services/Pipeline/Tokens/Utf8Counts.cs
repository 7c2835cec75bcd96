using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Text2Llm.Pipeline.Tokens;

/// <summary>Counts what is in UTF-8, in one pass; what is added later goes on where the last ended.</summary>
internal ref struct Utf8Counts()
{
    private static readonly int Width = Vector256<byte>.Count;

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
        ref var first = ref MemoryMarshal.GetReference(utf8);
        Span<byte> end = stackalloc byte[Vector256<byte>.Count];
        for (var at = 0; at < utf8.Length;)
        {
            var left = utf8.Length - at;
            if (left < Width)
            {
                utf8[at..].CopyTo(end);
            }

            var block = left < Width ? Vector256.Create<byte>(end) : Vector256.LoadUnsafe(ref first, (nuint)at);
            var ascii = Math.Min(BitOperations.TrailingZeroCount(block.ExtractMostSignificantBits()), Math.Min(left, Width));
            AddAscii(block, ascii);
            at += ascii;
            if (ascii < Math.Min(left, Width))
            {
                Rune.DecodeFromUtf8(utf8[at..], out var rune, out var bytes);
                Add(rune);
                at += bytes;
            }
        }
    }

    private void AddAscii(Vector256<byte> block, int count)
    {
        if (count == 0)
        {
            return;
        }

        var white = (Vector256.LessThanOrEqual(block - Vector256.Create((byte)'\t'), Vector256.Create((byte)('\r' - '\t')))
            | Vector256.Equals(block, Vector256.Create((byte)' '))).ExtractMostSignificantBits();
        Words += BitOperations.PopCount(~white & ((white << 1) | _white) & (uint.MaxValue >> (Width - count)));
        _white = (white >> (count - 1)) & 1;
        Characters += count;
        Units += count;
    }

    private void Add(Rune rune)
    {
        var isWhite = Rune.IsWhiteSpace(rune) ? 1u : 0;
        Words += (int)(_white & ~isWhite);
        _white = isWhite;
        Characters++;
        Units += rune.Utf16SequenceLength;
        BeyondAscii += rune.Utf16SequenceLength;
        Signs += rune.Value >= 0x3000 ? rune.Utf16SequenceLength : 0;
    }
}
