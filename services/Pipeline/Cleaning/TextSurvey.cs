using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>
/// Says in one pass over a text which kinds of cleaning may have something to do with it. What it rules out would leave the text as it is;
/// what it does not rule out is for the kind itself to find. Most texts are ruled out for all kinds but boilerplate, of which it
/// knows nothing, and which it always takes for possible.
/// </summary>
internal static class TextSurvey
{
    private const int Length = 16; // of a block

    /// <summary>What may have to be changed of a text.</summary>
    // Compiled well at once: as a busy run has no pause in which the runtime would come to it, it might never be.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static CleanChanges Of(ReadOnlySpan<char> text)
    {
        var found = new Marks();
        var units = MemoryMarshal.Cast<char, ushort>(text);
        var at = 0;

        // A character is judged with the two behind it.
        for (; at + Length + 2 <= units.Length; at += Length)
        {
            Look(units.Slice(at, Length + 2), found);
        }

        // Behind the end stands what no kind minds.
        Span<ushort> last = stackalloc ushort[(2 * Length) + 2];
        last.Fill('a');
        units[at..].CopyTo(last);
        Look(last[..(Length + 2)], found);
        Look(last[Length..], found);

        var changes = found.ToChanges() | CleanChanges.Boilerplate;
        return text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])) ? changes | CleanChanges.Whitespace : changes;
    }

    // Most blocks have nothing for any kind, and are passed by without a look at each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Look(ReadOnlySpan<ushort> units, Marks found)
    {
        var block = Vector256.Create(units[..Length]);
        var (second, third) = (Vector256.Create(units.Slice(1, Length)), Vector256.Create(units.Slice(2, Length)));
        var (feed, feeds) = (Is(block, '\n'), Is(second, '\n'));
        var white = (Is(block, ' ') & (feeds | Is(second, ' '))) | (feed & feeds & Is(third, '\n'));
        var other = Is(block, '&') | (Vector256.LessThan(block, Vector256.Create((ushort)' ')) & ~feed)
            | Vector256.GreaterThan(block, Vector256.Create((ushort)0x7E));
        if ((white | other) != Vector256<ushort>.Zero)
        {
            found.Add(block, second, white);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> In(Vector256<ushort> block, ushort first, ushort last) =>
        Vector256.LessThanOrEqual(block - Vector256.Create(first), Vector256.Create((ushort)(last - first)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Is(Vector256<ushort> block, ushort unit) => Vector256.Equals(block, Vector256.Create(unit));

    // For each kind, which places of a block have had something for it.
    private sealed class Marks
    {
        private Vector256<ushort> _mojibake;
        private Vector256<ushort> _entities;
        private Vector256<ushort> _controls;
        private Vector256<ushort> _invisible;
        private Vector256<ushort> _unicode;
        private Vector256<ushort> _whitespace;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Add(Vector256<ushort> block, Vector256<ushort> second, Vector256<ushort> white)
        {
            _entities |= Is(block, '&');
            _controls |= Vector256.LessThan(block, Vector256.Create((ushort)' ')) & ~In(block, '\t', '\r');
            _whitespace |= white | (In(block, '\t', '\r') & ~Is(block, '\n'));
            if (Vector256.GreaterThanAny(block, Vector256.Create((ushort)0x7E)))
            {
                AddUncommon(block, second);
            }
        }

        // The form C leaves as they are what has no mark and no letter that is put together: Latin, Cyrillic, dashes and quotes, kana,
        // ideographs, hangul, and the wide forms of ASCII.
        private void AddUncommon(Vector256<ushort> block, Vector256<ushort> second)
        {
            // What is misread has a character of an upper byte, other than those that begin another one, behind the one that begins it.
            var upper = Vector256.GreaterThan(second, Vector256.Create((ushort)0x7F));
            var c1 = In(block, 0x80, 0x9F);
            _mojibake |= (In(block, 0xC2, 0xF4) & upper & ~In(second, 0xC0, 0xFF))
                | ((Is(block, 'Р') | Is(block, 'С') | Is(block, 'в')) & upper & ~In(second, 'А', 'я'))
                | (c1 & ~Is(block, 0x85));
            _controls |= c1 | Is(block, 0x7F) | In(block, 0xD800, 0xDFFF) | In(block, 0xFDD0, 0xFDEF) | In(block, 0xFFFE, 0xFFFF);
            _invisible |= Is(block, 0xAD) | Is(block, 0x061C) | Is(block, 0x180E) | In(block, 0x200B, 0x200F) | In(block, 0x202A, 0x202E)
                | In(block, 0x2060, 0x206F) | In(block, 0xFE00, 0xFE0F) | Is(block, 0xFEFF) | In(block, 0xFFF9, 0xFFFB) | Is(block, 0xDB40);
            _unicode |= ~(Vector256.LessThan(block, Vector256.Create((ushort)0x300)) | In(block, 0x0400, 0x0482) | In(block, 0x2010, 0x20CF)
                | In(block, 0x3001, 0x3029) | In(block, 0x3041, 0x3096) | In(block, 0x30A1, 0x30FA) | In(block, 0x4E00, 0x9FFF)
                | In(block, 0xAC00, 0xD7A3) | In(block, 0xFF01, 0xFF5E));
            _whitespace |= Is(block, 0x85) | Is(block, 0xA0) | Is(block, 0x1680) | In(block, 0x2000, 0x200A) | In(block, 0x2028, 0x2029)
                | Is(block, 0x202F) | Is(block, 0x205F) | Is(block, 0x3000);
        }

        public CleanChanges ToChanges() =>
            Flag(_mojibake, CleanChanges.Mojibake) | Flag(_entities, CleanChanges.Entities) | Flag(_controls, CleanChanges.Controls)
            | Flag(_invisible, CleanChanges.Invisible) | Flag(_unicode, CleanChanges.Unicode) | Flag(_whitespace, CleanChanges.Whitespace);

        private static CleanChanges Flag(Vector256<ushort> marks, CleanChanges change) =>
            marks == Vector256<ushort>.Zero ? CleanChanges.None : change;
    }
}
