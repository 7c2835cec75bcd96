using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Text2Llm.Pipeline.Text;

/// <summary>
/// Divides texts into words. A word is a run of characters without white space, punctuation and all; but each Chinese character is a word,
/// each run of kana is one, and the punctuation of Chinese and Japanese belongs to none. Scripts that are written without spaces otherwise
/// (Thai, Lao, Khmer, Burmese) are not divided further.
/// </summary>
internal sealed class WordScanner
{
    /// <summary>How many words are kept; those that follow are only counted.</summary>
    public const int MostKept = 1 << 20;

    private const int FewKept = 1 << 14;

    // How many edges there are at most in a block of sixteen characters, and one more, at the end of the text.
    private const int MostOfBlock = (2 * 16) + 1;

    // Where words begin and end, by turns.
    private int[] _edges = new int[2 * FewKept];
    private int _count;
    private CharacterKind _kind; // of the word that is open

    /// <summary>The first words, at most <see cref="MostKept"/>.</summary>
    public ReadOnlySpan<TextSpan> Words => MemoryMarshal.Cast<int, TextSpan>(_edges)[..Math.Min(Count, MostKept)];

    /// <summary>How many words there are.</summary>
    public int Count { get; private set; }

    /// <summary>The length of all words together, in UTF-16 code units.</summary>
    public long Characters { get; private set; }

    /// <summary>Divides a text.</summary>
    // Compiled well at once: as a busy run has no pause in which the runtime would come to it, it might never be.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scan(ReadOnlySpan<char> text)
    {
        if (_edges.Length > 2 * FewKept && text.Length < FewKept)
        {
            _edges = new int[2 * FewKept];
        }

        (_count, Count, Characters) = (0, 0, 0);
        var units = MemoryMarshal.Cast<char, ushort>(text);
        var at = 0;
        for (; at + Vector256<ushort>.Count <= units.Length; at += Vector256<ushort>.Count)
        {
            ScanBlock(text, at, Vector256.Create(units.Slice(at, Vector256<ushort>.Count)));
        }

        if (at < units.Length)
        {
            // What is missing in the last block is white.
            Span<ushort> last = stackalloc ushort[Vector256<ushort>.Count];
            last.Fill(' ');
            units[at..].CopyTo(last);
            ScanBlock(text, at, Vector256.Create<ushort>(last));
        }

        if (IsOpen)
        {
            Add(text.Length);
        }

        Count += _count / 2;
    }

    /// <summary>The length of the longest word that is kept, in UTF-16 code units.</summary>
    public int LongestKept()
    {
        var longest = 0;
        foreach (var word in Words)
        {
            longest = Math.Max(longest, word.Length);
        }

        return longest;
    }

    private bool IsOpen => (_count & 1) != 0;

    // Sixteen characters at once: a bit for each that is not white, and from those the places where words begin and end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ScanBlock(ReadOnlySpan<char> text, int at, Vector256<ushort> block)
    {
        if (_edges.Length - _count < MostOfBlock)
        {
            MakeRoom();
        }

        var white = Vector256.Equals(block, Vector256.Create((ushort)' '))
            | Vector256.LessThanOrEqual(block - Vector256.Create((ushort)'\t'), Vector256.Create((ushort)('\r' - '\t')));
        if (Vector256.GreaterThanAny(block, Vector256.Create((ushort)0x7F)))
        {
            if (HasOtherKinds(block) || (IsOpen && _kind != CharacterKind.Ordinary))
            {
                ScanEach(text, at, Math.Min(at + Vector256<ushort>.Count, text.Length));
                return;
            }

            white |= UncommonWhite(block);
        }
        else if (IsOpen && _kind != CharacterKind.Ordinary)
        {
            Add(at);
        }

        var black = ~white.ExtractMostSignificantBits() & 0xFFFF;
        var edges = (black ^ ((black << 1) | ((uint)_count & 1))) & 0xFFFF;
        Characters += BitOperations.PopCount(black);
        _kind = CharacterKind.Ordinary;
        Write(_edges.AsSpan(_count, Vector256<ushort>.Count), at, edges);
        _count += BitOperations.PopCount(edges);
    }

    // Eight at once, whether there are so many or not, for how many there are nobody could foretell; what is too much is written over.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Span<int> to, int at, uint edges)
    {
        for (var i = 0; i < to.Length; i += 8)
        {
            var eight = to.Slice(i, 8);
            eight[0] = at + BitOperations.TrailingZeroCount(edges);
            edges &= edges - 1;
            eight[1] = at + BitOperations.TrailingZeroCount(edges);
            edges &= edges - 1;
            eight[2] = at + BitOperations.TrailingZeroCount(edges);
            edges &= edges - 1;
            eight[3] = at + BitOperations.TrailingZeroCount(edges);
            edges &= edges - 1;
            eight[4] = at + BitOperations.TrailingZeroCount(edges);
            edges &= edges - 1;
            eight[5] = at + BitOperations.TrailingZeroCount(edges);
            edges &= edges - 1;
            eight[6] = at + BitOperations.TrailingZeroCount(edges);
            edges &= edges - 1;
            eight[7] = at + BitOperations.TrailingZeroCount(edges);
            edges &= edges - 1;
            if (edges == 0)
            {
                return;
            }
        }
    }

    // Whether a character may be of another kind than ordinary or white: from the radicals to the ideographs, their surrogates, and the
    // compatibility forms.
    private static bool HasOtherKinds(Vector256<ushort> block) =>
        Vector256.LessThanOrEqualAny(block - Vector256.Create((ushort)0x2E80), Vector256.Create((ushort)(0x9FFF - 0x2E80)))
        || Vector256.LessThanOrEqualAny(block - Vector256.Create((ushort)0xD840), Vector256.Create((ushort)(0xD8BF - 0xD840)))
        || Vector256.GreaterThanAny(block, Vector256.Create((ushort)0xF8FF));

    private static Vector256<ushort> UncommonWhite(Vector256<ushort> block) =>
        Vector256.Equals(block, Vector256.Create((ushort)0x85))
        | Vector256.Equals(block, Vector256.Create((ushort)0xA0))
        | Vector256.Equals(block, Vector256.Create((ushort)0x1680))
        | Vector256.LessThanOrEqual(block - Vector256.Create((ushort)0x2000), Vector256.Create((ushort)0xA))
        | Vector256.LessThanOrEqual(block - Vector256.Create((ushort)0x2028), Vector256.Create((ushort)1))
        | Vector256.Equals(block, Vector256.Create((ushort)0x202F))
        | Vector256.Equals(block, Vector256.Create((ushort)0x205F));

    private void ScanEach(ReadOnlySpan<char> text, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            var kind = CharacterKinds.Of(text[at]);
            Characters += kind != CharacterKind.Separator ? 1 : 0;
            if (IsOpen && _kind == CharacterKind.IdeographPair && char.IsLowSurrogate(text[at]))
            {
                Add(at + 1);
                continue;
            }

            if (IsOpen && (kind != _kind || kind == CharacterKind.Ideograph))
            {
                Add(at);
            }

            if (!IsOpen && kind != CharacterKind.Separator)
            {
                Add(at);
                _kind = kind;
            }
        }
    }

    private void Add(int edge) => _edges[_count++] = edge;

    // Of a text with more words than are kept, the edges behind those are written over again and again.
    private void MakeRoom()
    {
        const int Most = 2 * MostKept;
        const int Longest = Most + 1024;
        if (_edges.Length < Longest)
        {
            Array.Resize(ref _edges, Math.Min(_edges.Length * 2, Longest));
            return;
        }

        var gone = (_count - Most) & ~1;
        _edges[Most] = _edges[_count - 1]; // of the word that is open, if one is
        Count += gone / 2;
        _count -= gone;
    }
}
