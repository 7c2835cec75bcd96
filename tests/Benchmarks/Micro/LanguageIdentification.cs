using BenchmarkDotNet.Attributes;
using Text2Llm.Pipeline.Languages;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>Telling the language of a text: of some length it costs the same, however long the text is.</summary>
public class LanguageIdentification
{
    private const string Sentence = "The bakery on the corner sells the best bread in town, and on Sundays people wait in the street. ";

    private readonly LanguageIdentifier _identifier = new();
    private string _text = "";

    /// <summary>The text's length in characters.</summary>
    [Params(200, 800, 4000, 100_000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Prepare() => _text = string.Concat(Enumerable.Repeat(Sentence, (Length / Sentence.Length) + 1))[..Length];

    [Benchmark]
    public float Identify() => _identifier.Identify(_text.AsSpan()).Confidence;
}
