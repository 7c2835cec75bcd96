using System.Globalization;
using System.Text.RegularExpressions;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>
/// Fractions as texts. The resources of Kubernetes have no numbers with a fraction, for not every client keeps them exactly; so that one file
/// does for a cluster and for a laptop, a fraction may stand in quotes.
/// </summary>
internal static partial class DecimalText
{
    /// <summary>The number that a text is, or null.</summary>
    public static double? Parse(string text) =>
        Decimal().IsMatch(text) ? double.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : null;

    /// <summary>The regular expression of the decimals from 0 to a power of ten.</summary>
    public static string PatternUpTo(double max)
    {
        var digits = (int)Math.Round(Math.Log10(max));
        return Math.Pow(10, digits) == max
            ? $@"^({(digits == 0 ? "0" : $"(0|[1-9][0-9]{{0,{digits - 1}}})")}(\.[0-9]+)?|{max:0}(\.0+)?)$"
            : throw new ArgumentOutOfRangeException(nameof(max), max, "not a power of ten");
    }

    [GeneratedRegex(@"^(0|[1-9][0-9]*)(\.[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();
}
