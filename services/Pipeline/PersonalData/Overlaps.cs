using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Makes findings that overlap into one, so that nothing of any of them stays, and the same whatever order they came in.</summary>
internal static class Overlaps
{
    /// <summary>
    /// Orders findings by their place. Those that overlap become one that covers them all; its kind is the one with the stricter rule, then
    /// the one of the longer finding, then the earlier in the list of kinds.
    /// </summary>
    /// <param name="found">The findings, changed in place.</param>
    /// <param name="rules">What is done with each kind, by its number.</param>
    public static void Merge(List<Finding> found, ReadOnlySpan<PersonalDataRule?> rules)
    {
        if (found.Count < 2)
        {
            return;
        }

        found.Sort(static (one, other) => (one.Start, -one.End, one.Kind).CompareTo((other.Start, -other.End, other.Kind)));
        var last = 0;
        var winner = found[0];
        for (var i = 1; i < found.Count; i++)
        {
            var (next, merged) = (found[i], found[last]);
            if (next.Start >= merged.End)
            {
                found[++last] = winner = next;
                continue;
            }

            winner = Rank(next, rules).CompareTo(Rank(winner, rules)) > 0 ? next : winner;
            found[last] = new Finding(winner.Kind, merged.Start, Math.Max(merged.End, next.End));
        }

        found.RemoveRange(last + 1, found.Count - last - 1);
    }

    private static (int Rule, int Length, int Kind) Rank(Finding finding, ReadOnlySpan<PersonalDataRule?> rules) =>
        ((int)(rules[(int)finding.Kind] ?? PersonalDataRule.Keep), finding.Length, -(int)finding.Kind);
}
