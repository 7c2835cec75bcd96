using BenchmarkDotNet.Attributes;
using Text2Llm.Pipeline.Deduplication.Fuzzy;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>What finding near duplicates costs for each megabyte of text: a time of 10 ms is a hundred megabytes a second.</summary>
[MemoryDiagnoser]
public class NearDuplicates
{
    private const int Length = 1_000_000;
    private const int Record = 4000;

    private readonly ShingleStream _shingles = new(5);
    private readonly MinHash _signature = new(112);
    private readonly BandMarks _bands = new(new FuzzySpec());
    private readonly ulong[] _some = new ulong[Length / 6];
    private string[] _records = [];

    /// <summary>Whether the text is in a script beyond ASCII.</summary>
    [Params(false, true)]
    public bool Cyrillic { get; set; }

    /// <summary>Makes the text: words by chance, as long as those of a language, with some numbers and marks.</summary>
    [GlobalSetup]
    public void Make()
    {
        var random = new Random(1);
        var first = Cyrillic ? 'а' : 'a';
        var text = new char[Cyrillic ? Length / 2 : Length];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = random.Next(100) switch { < 17 => ' ', < 18 => ',', < 19 => '7', < 21 => (char)(first - 32), _ => (char)(first + random.Next(26)) };
        }

        _records = [.. text.Chunk(Record).Select(characters => new string(characters))];
        for (var i = 0; i < _some.Length; i++)
        {
            _some[i] = (ulong)random.NextInt64();
        }
    }

    /// <summary>Folding, words and shingles.</summary>
    [Benchmark]
    public int Shingles()
    {
        var count = 0;
        foreach (var record in _records)
        {
            _shingles.Start(record);
            while (_shingles.Next(out var shingles))
            {
                count += shingles.Length;
            }
        }

        return count;
    }

    /// <summary>The permutations alone, of as many shingles as a megabyte of English has.</summary>
    [Benchmark]
    public uint Signature()
    {
        _signature.Reset();
        _signature.Add(_some);
        return _signature.Signature[0];
    }

    /// <summary>Everything, to the marks of the bands.</summary>
    [Benchmark]
    public int Marks()
    {
        using var marks = new MarkBuffer(14 * _records.Length);
        foreach (var record in _records)
        {
            _bands.Add(0, DatasetRecord.OfText(record), marks);
        }

        return marks.Count;
    }
}
