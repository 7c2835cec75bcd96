using Text2Llm.Benchmarks.Load;

namespace Text2Llm.Benchmarks.Measuring;

/// <summary>What a gateway adds to a time, in microseconds: its percentile less the direct one's of the same round.</summary>
/// <param name="P50">At the median.</param>
/// <param name="P99">At the 99th percentile.</param>
internal readonly record struct AddedTime(double P50, double P99)
{
    public static AddedTime Between(Samples direct, Samples gateway) => new(
        gateway.Percentile(0.5) - direct.Percentile(0.5),
        gateway.Percentile(0.99) - direct.Percentile(0.99));
}
