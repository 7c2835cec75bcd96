namespace Text2Llm.Pipeline.Scanning;

/// <summary>What a step has done.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="Dropped">How many records it has dropped, by reason.</param>
/// <param name="Counts">What else it has counted.</param>
public sealed record StepCounts(string Name, IReadOnlyDictionary<string, long> Dropped, IReadOnlyDictionary<string, long> Counts)
{
    /// <summary>The same steps of several threads or shards, summed up.</summary>
    internal static IReadOnlyList<StepCounts> Sum(IEnumerable<IReadOnlyList<StepCounts>> all) =>
        [.. all.SelectMany(steps => steps.Index())
            .GroupBy(step => (step.Index, step.Item.Name))
            .OrderBy(step => step.Key.Index)
            .Select(step => new StepCounts(
                step.Key.Name, Sum(step.Select(one => one.Item.Dropped)), Sum(step.Select(one => one.Item.Counts))))];

    /// <summary>Counts of the same names, summed up, in the order of names.</summary>
    internal static IReadOnlyDictionary<string, long> Sum(IEnumerable<IReadOnlyDictionary<string, long>> all)
    {
        var sum = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in all.SelectMany(counts => counts))
        {
            sum[name] = sum.GetValueOrDefault(name) + count;
        }

        return sum;
    }
}
