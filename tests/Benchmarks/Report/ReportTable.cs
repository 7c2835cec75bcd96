using System.Globalization;
using Text2Llm.Benchmarks.Measuring;

namespace Text2Llm.Benchmarks.Report;

/// <summary>The results as a table in Markdown: a row for each measure, a column for each gateway.</summary>
internal sealed class ReportTable(GatewayResult direct, IReadOnlyList<GatewayResult> gateways)
{
    public IEnumerable<string> Lines()
    {
        IReadOnlyList<GatewayResult> all = [direct, .. gateways];
        yield return $"| | {string.Join(" | ", all.Select(result => result.Name))} |";
        yield return $"|---|{string.Concat(all.Select(_ => "---:|"))}";
        yield return Row("Added latency, p50 (µs)", all, result => Text(result.Latency.Select(added => added.P50)));
        yield return Row("Added latency, p99 (µs)", all, result => Text(result.Latency.Select(added => added.P99)));
        yield return Row("Added to the first token, p50 (µs)", all, result => Text(result.FirstToken.Select(added => added.P50)));
        yield return Row("Added to the first token, p99 (µs)", all, result => Text(result.FirstToken.Select(added => added.P99)));
        yield return Row("Added to each event, p50 (µs)", all, result => Text(result.Event.Select(added => added.P50)));
        yield return Row("Added to each event, p99 (µs)", all, result => Text(result.Event.Select(added => added.P99)));
        yield return Row("Requests/s, 64 connections, 20 ms upstream", all, result => Text(result.Waiting.Select(passed => passed.PerSecond)));
        yield return Row("Requests/s, 64 connections, upstream at once", all, result => Text(result.Saturated.Select(passed => passed.PerSecond)));
        yield return Row("Processor time per request (µs)", gateways, result => Text(result.Saturated.Select(passed => passed.ProcessorMicroseconds)));
        yield return Row("Streams held open at once", all, result => Text(result.Held.Select(held => (double)held.Streams)));
        yield return Row("Memory before them (MB)", all, result => Text(result.Held.Select(held => held.Before / 1e6)));
        yield return Row("Memory with them (MB)", all, result => Text(result.Held.Select(held => held.Peak / 1e6)));
        yield return Row("Answers checked", all, result => Number(result.Tally.Right + result.Tally.Wrong));
        yield return Row("of them wrong or missing", all, result => Number(result.Tally.Wrong));
    }

    private string Row(string measure, IReadOnlyList<GatewayResult> results, Func<GatewayResult, string> cell)
    {
        // The upstream itself adds nothing and is not measured for that.
        var blank = results.Contains(direct) ? "" : " |";
        return $"| {measure} |{blank} {string.Join(" | ", results.Select(cell))} |";
    }

    /// <summary>The median of the rounds, and how far they lie apart.</summary>
    private static string Text(IEnumerable<double> rounds)
    {
        var list = rounds.ToList();
        var median = Median.Of(list);
        return list.Count switch
        {
            0 => "",
            1 => Number(median.Middle),
            _ => $"{Number(median.Middle)} ({Number(median.Lowest)}–{Number(median.Highest)})",
        };
    }

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
