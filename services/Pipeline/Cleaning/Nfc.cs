using System.Text;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>Unicode's normalization form C, of any valid text.</summary>
public static class Nfc
{
    // The runtime takes this valid code point, a noncharacter, for the sign of a malformed text, and throws.
    private const char Refused = '\uFFFE';

    /// <summary>Whether this runtime normalises at all: without its globalization data it gives every text back as it is.</summary>
    public static bool Works { get; } = "e\u0301".Normalize(NormalizationForm.FormC) == "\u00e9";

    /// <summary>The text in form C; the same object when it is already.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsPlain(text))
        {
            return text;
        }

        if (!text.Contains(Refused, StringComparison.Ordinal))
        {
            return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
        }

        // It is a starter that composes with nothing, so that what stands between two of them is normalised by itself.
        return string.Join(Refused, text.Split(Refused).Select(Of));
    }

    // Whether all of a text is of two ranges that have nothing that combines or is composed otherwise: the Latin letters below the first
    // combining mark, and dashes, quotes and currency signs.
    private static bool IsPlain(ReadOnlySpan<char> text) =>
        !text.ContainsAnyInRange('\u0300', '\u200F') && !text.ContainsAnyInRange('\u20D0', '\uFFFF');
}
