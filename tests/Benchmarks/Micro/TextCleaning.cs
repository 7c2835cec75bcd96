using BenchmarkDotNet.Attributes;
using Text2Llm.Pipeline.Cleaning;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>Cleaning a text of 100,000 characters, by the default switches: a nanosecond is 100 GB/s.</summary>
public class TextCleaning
{
    private readonly TextCleaner _cleaner = new(new CleanSpec());
    private readonly string _clean = Prose.Of(100_000);
    private readonly string _accented = Prose.Of(100_000).Replace('e', 'é');
    private readonly string _mangled = Prose.Of(100_000).Replace("e", "Ã©", StringComparison.Ordinal);
    private readonly string _unfolded = Prose.Of(100_000).Replace(". ", ".  ", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);

    /// <summary>Clean ASCII.</summary>
    [Benchmark(Baseline = true)]
    public string Clean() => _cleaner.Clean(_clean);

    /// <summary>Clean, each tenth letter accented.</summary>
    [Benchmark]
    public string Accented() => _cleaner.Clean(_accented);

    /// <summary>UTF-8 read as Windows-1252.</summary>
    [Benchmark]
    public string Mangled() => _cleaner.Clean(_mangled);

    /// <summary>Two spaces after each sentence, and Windows' line ends.</summary>
    [Benchmark]
    public string Unfolded() => _cleaner.Clean(_unfolded);
}
