namespace Text2Llm.Benchmarks.Measuring;

/// <summary>The middle of some rounds, and how far they lie apart.</summary>
/// <param name="Middle">The median.</param>
/// <param name="Lowest">The lowest.</param>
/// <param name="Highest">The highest.</param>
internal sealed record Median(double Middle, double Lowest, double Highest)
{
    public static Median Of(IEnumerable<double> rounds)
    {
        var sorted = rounds.Order().ToArray();
        return sorted.Length == 0
            ? new Median(double.NaN, double.NaN, double.NaN)
            : new Median((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }
}
