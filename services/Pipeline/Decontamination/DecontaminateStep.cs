using System.Numerics;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Decontamination;

/// <summary>Drops records that hold an n-gram of a benchmark, or one of its short texts whole.</summary>
internal sealed class DecontaminateStep : IRecordStep
{
    private readonly BenchmarkIndex _index;

    // The last words: a ring with room for the longest row that is looked for.
    private readonly ulong[] _words;
    private readonly int _mask;

    public DecontaminateStep(BenchmarkIndex index)
    {
        _index = index;
        _words = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(index.Ngram, BenchmarkIndex.FewestWords) + 1)];
        _mask = _words.Length - 1;
    }

    public string Name => "decontaminate";

    public Drop? Apply(ref DatasetRecord record)
    {
        var (benchmark, words) = Find(record.Content);
        return benchmark is null ? null : new Drop(Name, $"{words} words in a row of {benchmark}");
    }

    /// <summary>The benchmark of which a text holds a part first, and of how many words; null when it holds none.</summary>
    internal (string? Benchmark, int Words) Find(ReadOnlySpan<char> text)
    {
        var (ngram, ngrams, shortTexts) = (_index.Ngram, _index.Ngrams, _index.ShortLengths.Count > 0);
        var (hash, start) = (new NgramHash(ngram), new NgramHash(BenchmarkIndex.FewestWords));
        var walk = new WordHashes(text);
        var lastStart = long.MinValue / 2;
        for (long i = 0; walk.MoveNext(); i++)
        {
            _words[i & _mask] = walk.Current;
            hash.Roll(walk.Current, i >= ngram ? _words[(i - ngram) & _mask] : 0);
            if (i >= ngram - 1 && ngrams.MayContain(hash.Value) && ngrams.Find(hash.Value) is >= 0 and var found)
            {
                return (_index.NameOf(found), ngram);
            }

            if (!shortTexts)
            {
                continue;
            }

            start.Roll(walk.Current, i >= BenchmarkIndex.FewestWords ? _words[(i - BenchmarkIndex.FewestWords) & _mask] : 0);
            if (i >= BenchmarkIndex.FewestWords - 1 && _index.ShortStarts.MayContain(start.Value))
            {
                lastStart = i - BenchmarkIndex.FewestWords + 1;
            }

            if (i - lastStart < ngram && FindShort(i) is (not null, _) whole)
            {
                return whole;
            }
        }

        return (null, 0);
    }

    /// <summary>The short text that ends with a word.</summary>
    private (string? Benchmark, int Words) FindShort(long last)
    {
        foreach (var length in _index.ShortLengths)
        {
            if (length <= last + 1 && _index.ShortTexts.Find(HashBefore(last, length)) is >= 0 and var found)
            {
                return (_index.NameOf(found), length);
            }
        }

        return (null, 0);
    }

    private ulong HashBefore(long last, int length)
    {
        Span<ulong> words = stackalloc ulong[length];
        for (var i = 0; i < length; i++)
        {
            words[i] = _words[(last - length + 1 + i) & _mask];
        }

        return NgramHash.Of(words);
    }
}
