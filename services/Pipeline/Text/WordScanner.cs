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

    // Below it, no character is kana or an ideograph, and the only white space is that of Latin-1.
    private const ushort FirstUncommon = 0x1100;
    private const int FewKept = 1 << 14;

    private TextSpan[] _words = new TextSpan[FewKept];
    private int _kept;
    private int _start;
    private CharacterKind _kind;

    /// <summary>The first words, at most <see cref="MostKept"/>.</summary>
    public ReadOnlySpan<TextSpan> Words => _words.AsSpan(0, _kept);

    /// <summary>How many words there are.</summary>
    public int Count { get; private set; }

    /// <summary>The length of all words together, in UTF-16 code units.</summary>
    public long Characters { get; private set; }

    /// <summary>Divides a text.</summary>
    public void Scan(ReadOnlySpan<char> text)
    {
        if (_words.Length > FewKept && text.Length < FewKept)
        {
            _words = new TextSpan[FewKept];
        }

        (_kept, Count, Characters, _start) = (0, 0, 0, -1);
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

        Close(text.Length);
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

    // Sixteen characters at once: a bit for each that is not white, and from those the places where words begin and end.
    private void ScanBlock(ReadOnlySpan<char> text, int at, Vector256<ushort> block)
    {
        if (Vector256.GreaterThanAny(block, Vector256.Create((ushort)(FirstUncommon - 1))))
        {
            ScanEach(text, at, Math.Min(at + Vector256<ushort>.Count, text.Length));
            return;
        }

        if (_kind != CharacterKind.Ordinary)
        {
            Close(at);
        }

        var white = Vector256.Equals(block, Vector256.Create((ushort)' '))
            | Vector256.LessThanOrEqual(block - Vector256.Create((ushort)'\t'), Vector256.Create((ushort)('\r' - '\t')))
            | Vector256.Equals(block, Vector256.Create((ushort)0x85))
            | Vector256.Equals(block, Vector256.Create((ushort)0xA0));
        var black = ~white.ExtractMostSignificantBits() & 0xFFFF;
        var edges = (black ^ ((black << 1) | (_start >= 0 ? 1u : 0u))) & 0xFFFF;
        for (; edges != 0; edges &= edges - 1)
        {
            var edge = at + BitOperations.TrailingZeroCount(edges);
            if (_start < 0)
            {
                (_start, _kind) = (edge, CharacterKind.Ordinary);
            }
            else
            {
                Close(edge);
            }
        }
    }

    private void ScanEach(ReadOnlySpan<char> text, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            var kind = CharacterKinds.Of(text[at]);
            if (_start >= 0 && _kind == CharacterKind.IdeographPair && char.IsLowSurrogate(text[at]))
            {
                Close(at + 1);
                continue;
            }

            if (_start >= 0 && (kind != _kind || kind == CharacterKind.Ideograph))
            {
                Close(at);
            }

            if (_start < 0 && kind != CharacterKind.Separator)
            {
                (_start, _kind) = (at, kind);
            }
        }
    }

    // Compiled well at once: as a busy run has no pause in which the runtime would come to it, it might never be.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Close(int end)
    {
        if (_start < 0)
        {
            return;
        }

        Count++;
        Characters += end - _start;
        if (_kept < MostKept)
        {
            if (_kept == _words.Length)
            {
                Array.Resize(ref _words, _words.Length * 2);
            }

            _words[_kept++] = new TextSpan(_start, end - _start);
        }

        _start = -1;
    }
}
