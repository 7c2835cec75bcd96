using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Filters;

/// <summary>
/// Finds which runs of n words occur several times in a text, for n from 1 upwards. A run of n + 1 words can only be there again where the
/// run of n words is, so that each n looks only at the places that the one before it has left: in most texts, soon few. A run is known by
/// the number of its first n words and the number of the last: exactly, without a hash that might collide.
/// </summary>
internal sealed class NgramRepeats
{
    private readonly IdTable _table = new();
    private int[] _words = []; // the number of each word
    private int[] _at = []; // the places that are left, ascending, in words
    private int[] _runs = []; // the number of the run at each of those
    private int[] _counts = []; // how often each run occurs
    private int[] _nextCounts = [];
    private int _left;
    private int _length;

    /// <summary>The words of a run.</summary>
    public int N { get; private set; }

    /// <summary>Begins with a text, at runs of one word.</summary>
    /// <param name="hashes">A hash of each word.</param>
    public void Begin(ReadOnlySpan<ulong> hashes)
    {
        _length = hashes.Length;
        if (_words.Length < _length || (_words.Length > 1 << 16 && _length < 1 << 12))
        {
            var size = Math.Max(1 << 12, _length);
            (_words, _at, _runs, _counts, _nextCounts) = (new int[size], new int[size], new int[size], new int[size], new int[size]);
        }

        (N, _left) = (1, _length);
        _table.Trim(_length);
        _table.Begin(_length);
        var (words, at, runs, counts) = (_words, _at, _runs, _counts);
        for (var i = 0; i < hashes.Length; i++)
        {
            words[i] = runs[i] = Count(hashes[i], counts);
            at[i] = i;
        }
    }

    /// <summary>Goes on to runs of one word more.</summary>
    public void Lengthen()
    {
        var (words, at, runs, counts, nextCounts) = (_words, _at, _runs, _counts, _nextCounts);
        var (n, last) = (N, _length - N); // a run of one word more begins before that place
        var left = 0;
        for (var i = 0; i < _left; i++)
        {
            // Without a branch, which nobody could foretell.
            var (place, run) = (at[i], runs[i]);
            (at[left], runs[left]) = (place, run);
            left += counts[run] > 1 & place < last ? 1 : 0;
        }

        _left = left;
        _table.Begin(left);
        for (var i = 0; i < left; i++)
        {
            runs[i] = Count(((ulong)(uint)runs[i] << 32) | (uint)words[at[i] + n], nextCounts);
        }

        (_counts, _nextCounts) = (_nextCounts, _counts);
        N++;
    }

    /// <summary>
    /// The characters in all occurrences of the most frequent run, the first one of equals; 0 when none occurs twice. An occurrence goes
    /// from its first word's beginning to its last one's end; occurrences may overlap.
    /// </summary>
    public long TopCharacters(ReadOnlySpan<TextSpan> words)
    {
        var (top, most) = (-1, 1);
        for (var run = 0; run < _table.Count; run++)
        {
            if (_counts[run] > most)
            {
                (top, most) = (run, _counts[run]);
            }
        }

        long characters = 0;
        for (var i = 0; top >= 0 && i < _left; i++)
        {
            characters += _runs[i] == top ? Extent(words, _at[i]) : 0;
        }

        return characters;
    }

    /// <summary>The characters in runs that stood before, read from the beginning: behind such a run, reading goes on.</summary>
    public long DuplicateCharacters(ReadOnlySpan<TextSpan> words)
    {
        // The counts are needed once more, to lengthen: a run that was met is marked by its sign.
        long characters = 0;
        var next = 0;
        for (var i = 0; i < _left; i++)
        {
            if (_at[i] < next)
            {
                continue;
            }

            ref var count = ref _counts[_runs[i]];
            if (count < 0)
            {
                characters += Extent(words, _at[i]);
                next = _at[i] + N;
            }
            else
            {
                count = -count;
            }
        }

        for (var run = 0; run < _table.Count; run++)
        {
            _counts[run] = Math.Abs(_counts[run]);
        }

        return characters;
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
