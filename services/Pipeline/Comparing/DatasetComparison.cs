using System.Text.Json;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Comparing;

/// <summary>Compares two datasets in bounded memory, whatever their size.</summary>
public static class DatasetComparison
{
    private const int HeldRecords = 1_000_000; // some 50 MB

    /// <summary>Compares two datasets: folders that a run wrote, or files, folders and globs of anything that can be read.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <param name="folder">The folder to which they are relative.</param>
    /// <param name="stores">Opens those that are not on this machine.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FileNotFoundException">One of them stands for no file.</exception>
    /// <exception cref="RunFailedException">A file cannot be read to its end.</exception>
    public static Task<DatasetDifference> RunAsync(string a, string b, string folder, IStores stores, CancellationToken cancellationToken) =>
        RunAsync(a, b, folder, stores, HeldRecords, cancellationToken);

    internal static async Task<DatasetDifference> RunAsync(
        string a, string b, string folder, IStores stores, int held, CancellationToken cancellationToken)
    {
        var one = await ComparedDataset.FindAsync(a, folder, stores, cancellationToken).ConfigureAwait(false);
        var other = await ComparedDataset.FindAsync(b, folder, stores, cancellationToken).ConfigureAwait(false);
        try
        {
            var (layoutA, columnsA) = await one.DetectAsync(cancellationToken).ConfigureAwait(false);
            var (layoutB, columnsB) = await other.DetectAsync(cancellationToken).ConfigureAwait(false);
            var key = KeyOf(columnsA, columnsB);
            using var matcher = new RecordMatcher(held);
            await foreach (var (content, place) in one.ReadAsync(layoutA, key, cancellationToken).ConfigureAwait(false))
            {
                matcher.Add(new ComparedRecord(content, place, 0));
            }

            await foreach (var (content, place) in other.ReadAsync(layoutB, key, cancellationToken).ConfigureAwait(false))
            {
                matcher.Add(new ComparedRecord(content, place, 1));
            }

            matcher.Match();
            return new DatasetDifference
            {
                Same = matcher.Same,
                Changed = matcher.Changed,
                OnlyInA = matcher.OnlyInA,
                OnlyInB = matcher.OnlyInB,
                RejectedInA = one.Rejected,
                RejectedInB = other.Rejected,
                ColumnsOnlyInA = [.. columnsA.Except(columnsB)],
                ColumnsOnlyInB = [.. columnsB.Except(columnsA)],
                Counts = Counts(one.Counts, other.Counts),
            };
        }
        catch (SourceProblemException exception)
        {
            throw new RunFailedException($"a file cannot be read to its end: {exception.Problem.Detail}", exception);
        }
    }

    // The id of a dataset's record is a hash of its text, so that its place comes first.
    private static string[] KeyOf(IReadOnlyList<string> columnsA, IReadOnlyList<string> columnsB)
    {
        bool Both(string name) => new[] { columnsA, columnsB }.All(columns => columns.Any(column => column.StartsWith($"{name}: ", StringComparison.Ordinal)));
        return Both("source") && Both("row") ? ["source", "row"] : Both("id") ? ["id"] : [];
    }

    private static SortedDictionary<string, IReadOnlyList<long>> Counts(JsonElement? a, JsonElement? b)
    {
        var different = new SortedDictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
        if (a is { } one && b is { } other)
        {
            var (countsA, countsB) = (CountsOf(one), CountsOf(other));
            foreach (var name in countsA.Keys.Union(countsB.Keys))
            {
                long[] pair = [countsA.GetValueOrDefault(name), countsB.GetValueOrDefault(name)];
                if (pair[0] != pair[1])
                {
                    different[name] = pair;
                }
            }
        }

        return different;
    }

    private static Dictionary<string, long> CountsOf(JsonElement records)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var member in records.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Number)
            {
                counts[member.Name] = member.Value.GetInt64();
            }
            else if (member is { Name: "dropped", Value.ValueKind: JsonValueKind.Object })
            {
                foreach (var reason in member.Value.EnumerateObject())
                {
                    counts[$"dropped: {reason.Name}"] = reason.Value.GetInt64();
                }
            }
        }

        return counts;
    }
}
