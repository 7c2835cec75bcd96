using System.Globalization;
using Text2Llm.Benchmarks.Measuring;

namespace Text2Llm.Benchmarks.Report;

/// <summary>One figure that Text2Llm is to reach.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Bound">What it is held against.</param>
/// <param name="IsLeast">Whether the bound is the least it may be, or the most.</param>
internal sealed record Goal(string Name, double Value, double Bound, bool IsLeast)
{
    public bool IsReached => IsLeast ? Value >= Bound : Value <= Bound;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsReached ? "reached" : "MISSED")}: {Name}: {Value:0.##}, {(IsLeast ? "at least" : "at most")} {Bound:0.##}");

    /// <summary>The goals that can be judged by what was measured.</summary>
    public static IEnumerable<Goal> Judge(GatewayResult ours, GatewayResult? nginx, GatewayResult? portkey)
    {
        var addedP99 = Median.Of(ours.Latency.Select(added => added.P99)).Middle;
        yield return new Goal("added p99 (µs)", addedP99, 1000, IsLeast: false);
        if (portkey is not null)
        {
            yield return new Goal("requests per second against Portkey's, 20 ms upstream", Ratio(ours.Waiting, portkey.Waiting), 10, IsLeast: true);
            yield return new Goal("requests per second against Portkey's, saturated", Ratio(ours.Saturated, portkey.Saturated), 10, IsLeast: true);
            yield return new Goal(
                "added p99 against Portkey's", addedP99 / Median.Of(portkey.Latency.Select(added => added.P99)).Middle, 0.1, IsLeast: false);
        }

        if (nginx is not null)
        {
            yield return new Goal("requests per second against nginx's, 20 ms upstream", Ratio(ours.Waiting, nginx.Waiting), 0.5, IsLeast: true);
            yield return new Goal("requests per second against nginx's, saturated", Ratio(ours.Saturated, nginx.Saturated), 0.5, IsLeast: true);
        }

        yield return new Goal("streams held open", ours.Held.Min(held => held.Streams), 5000, IsLeast: true);
        yield return new Goal("memory with them (MB)", ours.Held.Max(held => held.Peak) / 1e6, 400, IsLeast: false);
        yield return new Goal("wrong or missing answers", ours.Tally.Wrong, 0, IsLeast: false);
    }

    private static double Ratio(IEnumerable<Throughput> ours, IEnumerable<Throughput> theirs) =>
        Median.Of(ours.Select(passed => passed.PerSecond)).Middle / Median.Of(theirs.Select(passed => passed.PerSecond)).Middle;
}
