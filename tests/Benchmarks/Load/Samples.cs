using System.Diagnostics;

namespace Text2Llm.Benchmarks.Load;

/// <summary>Every measured time of a kind, kept whole, so that percentiles are exact.</summary>
internal sealed class Samples
{
    private readonly List<long> _ticks = [];
    private bool _isSorted;

    public int Count => _ticks.Count;

    public void Add(long ticks)
    {
        _ticks.Add(ticks);
        _isSorted = false;
    }

    public void Add(Samples others)
    {
        _ticks.AddRange(others._ticks);
        _isSorted = false;
    }

    /// <summary>The time that this share of the samples stays within, in microseconds: nearest rank.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double Percentile(double share)
    {
        if (_ticks.Count == 0)
        {
            return double.NaN;
        }

        if (!_isSorted)
        {
            _ticks.Sort();
            _isSorted = true;
        }

        var rank = (int)Math.Ceiling(share * _ticks.Count);
        return _ticks[Math.Clamp(rank - 1, 0, _ticks.Count - 1)] * 1e6 / Stopwatch.Frequency;
    }
}
