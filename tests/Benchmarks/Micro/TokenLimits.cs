using BenchmarkDotNet.Attributes;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>Limits of tokens on a text of 4,000 characters: where its words and bytes tell, and where it must be counted.</summary>
public class TokenLimits
{
    private const string Sentence = "The bakery on the corner sells the best bread in town, and on Sundays people wait in the street. ";

    private readonly TokenCounter _tokens = Tokenizers.Load("o200k", _ => throw new FileNotFoundException());
    private readonly string _text = string.Concat(Enumerable.Repeat(Sentence, 42))[..4000];

    /// <summary>Whether there are words enough to tell.</summary>
    [Benchmark]
    public bool FewestByWords() => _tokens.IsFewer(_text, 64);

    /// <summary>Whether there are too few bytes to tell.</summary>
    [Benchmark]
    public bool MostByBytes() => _tokens.IsFewer(_text, 4097);

    /// <summary>Between words and bytes.</summary>
    [Benchmark(Baseline = true)]
    public bool MostByCounting() => _tokens.IsFewer(_text, 1025);

    /// <summary>The words alone.</summary>
    [Benchmark]
    public int Words() => TextMeasure.Words(_text);
}
