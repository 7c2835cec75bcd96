using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Filters;

/// <summary>
/// Finds which runs of n words occur several times in a text, for n from 2 upwards. A run of n + 1 words can only be there again where the
/// runs of n words at its place and at the next are, so that each n looks only at the places that the one before it has left: in most texts,
/// soon few. A run is known by the number of its first n words and the hash of its last.
/// </summary>
internal sealed class NgramRepeats
{
    private const ulong Odd = 0xD6E8FEB86659FD93;

    private readonly IdTable _table = new();
    private int[] _at = []; // the places of runs that occur several times, ascending, in words
    private int[] _runs = []; // the number of the run at each of those
    private int[] _counts = []; // how often each run occurs
    private int _left;

    /// <summary>The words of a run.</summary>
    public int N { get; private set; }

    /// <summary>Whether no run occurs twice; then no longer one does.</summary>
    public bool AreNone => _left == 0;

    /// <summary>Begins with a text, at runs of two words.</summary>
    /// <param name="words">A hash of each word.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(ReadOnlySpan<ulong> words)
    {
        if (_at.Length < words.Length || (_at.Length > 1 << 16 && words.Length < 1 << 12))
        {
            var size = Math.Max(1 << 12, words.Length);
            (_at, _runs, _counts) = (new int[size], new int[size], new int[size]);
        }

        N = 2;
        _table.Trim(words.Length);
        _table.Begin(words.Length);
        var (at, runs, counts) = (_at, _runs, _counts);
        for (var i = 1; i < words.Length; i++)
        {
            (at[i - 1], runs[i - 1]) = (i - 1, Count((words[i - 1] * Odd) + words[i], counts));
        }

        KeepRepeated(Math.Max(0, words.Length - 1));
    }

    /// <summary>Goes on to runs of one word more.</summary>
    /// <param name="words">The hashes with which it was begun.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Lengthen(ReadOnlySpan<ulong> words)
    {
        var (at, runs, counts, n) = (_at, _runs, _counts, N);
        _table.Begin(_left);
        var candidates = 0;
        for (var i = 1; i < _left; i++)
        {
            var place = at[i - 1];
            if (at[i] == place + 1)
            {
                (at[candidates], runs[candidates]) = (place, Count(((ulong)(uint)runs[i - 1] * Odd) + words[place + n], counts));
                candidates++;
            }
        }

        N++;
        KeepRepeated(candidates);
    }

    /// <summary>
    /// The characters in all occurrences of the most frequent run, the first one of equals; 0 when none occurs twice. An occurrence goes
    /// from its first word's beginning to its last one's end; occurrences may overlap.
    /// </summary>
    public long TopCharacters(ReadOnlySpan<TextSpan> words)
    {
        var (runs, counts) = (_runs, _counts);
        var (top, most) = (-1, 1);
        for (var i = 0; i < _left; i++)
        {
            if (counts[runs[i]] > most)
            {
                (top, most) = (runs[i], counts[runs[i]]);
            }
        }

        long characters = 0;
        for (var i = 0; i < _left; i++)
        {
            characters += runs[i] == top ? Extent(words, _at[i]) : 0;
        }

        return characters;
    }

    /// <summary>
    /// The characters in runs that stood before, read from the beginning: behind such a run, reading goes on. It is the last that can be
    /// asked of an n.
    /// </summary>
    public long DuplicateCharacters(ReadOnlySpan<TextSpan> words)
    {
        // A run that was met is marked by nought.
        var (at, runs, counts) = (_at, _runs, _counts);
        long characters = 0;
        var next = 0;
        for (var i = 0; i < _left; i++)
        {
            if (at[i] < next)
            {
                continue;
            }

            if (counts[runs[i]] == 0)
            {
                characters += Extent(words, at[i]);
                next = at[i] + N;
            }

            counts[runs[i]] = 0;
        }

        return characters;
    }

    // Without a branch, which nobody could foretell.
    private void KeepRepeated(int candidates)
    {
        var (at, runs, counts) = (_at, _runs, _counts);
        var left = 0;
        for (var i = 0; i < candidates; i++)
        {
            var run = runs[i];
            (at[left], runs[left]) = (at[i], run);
            left += counts[run] > 1 ? 1 : 0;
        }

        _left = left;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Count(ulong key, int[] counts)
    {
        var before = _table.Count;
        var run = _table.Add(key);
        counts[run] = run == before ? 1 : counts[run] + 1;
        return run;
    }

    private int Extent(ReadOnlySpan<TextSpan> words, int first) => words[first + N - 1].End - words[first].Start;
}
