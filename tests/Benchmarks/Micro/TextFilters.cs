using BenchmarkDotNet.Attributes;
using Text2Llm.Pipeline.Filters;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>The heuristic filters, each and all, on a text of 10,000 characters that passes them: 100 microseconds are 100 MB/s.</summary>
public class TextFilters
{
    private readonly DatasetRecord[] _records = [.. Enumerable.Range(1, 2).Select(seed => DatasetRecord.OfText(Prose.Of(10_000, seed)))];
    private IReadOnlyList<IRecordStep> _filters = [];
    private int _next;

    /// <summary>Which filters run.</summary>
    [Params("gopherRepetition", "gopherQuality", "c4", "fineWeb", "all")]
    public string Filter { get; set; } = "all";

    /// <summary>Makes them.</summary>
    [GlobalSetup]
    public void Make()
    {
        FilterSpec[] all =
        [
            new() { GopherRepetition = new() }, new() { GopherQuality = new() }, new() { C4 = new() }, new() { FineWeb = new() },
        ];
        var resources = new JobResources(File.OpenRead);
        _filters = [.. FilterSteps.Create(all, resources).Where(step => Filter == "all" || step.Name == Filter)];
        if (!Apply() || !Apply())
        {
            throw new InvalidOperationException("A filter drops the text, so that there is nothing to measure.");
        }
    }

    /// <summary>Two texts by turns, so that nothing is known of one from the time before.</summary>
    [Benchmark]
    public bool Apply()
    {
        var record = _records[_next ^= 1];
        foreach (var filter in _filters)
        {
            if (filter.Apply(ref record) is not null)
            {
                return false;
            }
        }

        return true;
    }
}
