namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>Finds the name that somebody who mistyped one probably meant.</summary>
internal static class NearestName
{
    public static string? Find(string given, IEnumerable<string> names)
    {
        if (given.Length > 64)
        {
            return null;
        }

        var (nearest, distance) = names
            .Select(name => (name, Distance(given.ToUpperInvariant(), name.ToUpperInvariant())))
            .DefaultIfEmpty((null!, int.MaxValue))
            .MinBy(candidate => candidate.Item2);
        return distance <= Math.Max(1, given.Length / 3) ? nearest : null;
    }

    // Optimal string alignment: insertions, deletions, substitutions, and two neighbours swapped.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
