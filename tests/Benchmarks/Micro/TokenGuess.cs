using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.ML.Tokenizers;
using Text2Llm.Proxy.Metering;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>The tokens of 64 KiB: guessed as the proxy does, and counted by OpenAI's vocabulary, which is what it costs to be exact.</summary>
public class TokenGuess
{
    private const int Length = 64 * 1024;
    private static readonly TiktokenTokenizer O200k = TiktokenTokenizer.CreateForEncoding("o200k_base");

    private string _text = "";
    private byte[] _utf8 = [];

    /// <summary>What is written: English, or Japanese.</summary>
    [Params("Tell me something about nothing, and be brief (42 words). ", "何もないことについて、短く教えてください。")]
    public string Sentence { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        var utf8 = Encoding.UTF8.GetByteCount(Sentence);
        _text = string.Concat(Enumerable.Repeat(Sentence, Length / utf8));
        _utf8 = Encoding.UTF8.GetBytes(_text);
    }

    /// <summary>From bytes, as a body that passes has them.</summary>
    [Benchmark]
    public long GuessBytes() => TokenEstimate.OfText(_utf8);

    /// <summary>From a string, as the proto's messages have it.</summary>
    [Benchmark]
    public long GuessString() => TokenEstimate.OfText(_text);

    /// <summary>The peer.</summary>
    [Benchmark(Baseline = true)]
    public int Count() => O200k.CountTokens(_text);
}
