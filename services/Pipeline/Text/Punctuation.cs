using System.Buffers;

namespace Text2Llm.Pipeline.Text;

/// <summary>The punctuation that filters look at, of the scripts of the world.</summary>
internal static class Punctuation
{
    /// <summary>What ends a sentence.</summary>
    public const string SentenceEnds = ".!?\u2026\u203C\u203D\u2047\u2048\u2049\u0589\u061F\u06D4\u0700\u0964\u0965\u104A\u104B\u1362\u1367\u1368"
        + "\u166E\u1803\u1809\u17D4\u17D5\u3002\uFE52\uFE56\uFE57\uFF01\uFF0E\uFF1F\uFF61";

    /// <summary>What may stand between the end of a sentence and the white space after it: closing quotes and brackets.</summary>
    public const string Closers = "\"')]}*_\u00BB\u203A\u2019\u201D\u201C\u300D\u300F\u3011\uFF09\uFF02";

    private static readonly SearchValues<char> LineEnds = SearchValues.Create(SentenceEnds + "\"'\u201D\u2019\u00BB\u300D\u300F");
    private static readonly SearchValues<char> Bullets = SearchValues.Create(
        "-*\u2022\u2023\u2043\u2219\u25A0\u25A1\u25AA\u25AB\u25B6\u25C0\u25CB\u25CF\u25D8\u25E6\u2013\u29BE\u29BF\u00B7");

    /// <summary>Whether a line ends as a sentence does: in what ends one, or in a closing quote.</summary>
    public static bool EndsLine(ReadOnlySpan<char> line) => line.Length > 0 && LineEnds.Contains(line[^1]);

    /// <summary>Whether a line begins with a bullet.</summary>
    public static bool BeginsItem(ReadOnlySpan<char> line) => line.Length > 0 && Bullets.Contains(line[0]);

    /// <summary>Whether a line ends in an ellipsis, of one character or three.</summary>
    public static bool EndsInEllipsis(ReadOnlySpan<char> line) =>
        line.EndsWith("...", StringComparison.Ordinal) || line.EndsWith("\u2026", StringComparison.Ordinal);
}
