using System.Text;

namespace Text2Llm.Pipeline.Text;

/// <summary>Takes lines out of texts.</summary>
internal static class LineSieve
{
    /// <summary>
    /// What is left of a text's lines; the same object when all stay. They stay as they are, with their indentation; where blank lines were
    /// between two of them, or around what went, one is left.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="stays">Whether a line, given without the white space around it, stays.</param>
    /// <param name="gone">How many lines went.</param>
    public static string Keep(string text, Func<ReadOnlySpan<char>, bool> stays, out int gone)
    {
        StringBuilder? left = null;
        var gap = false;
        gone = 0;
        var lines = new LineEnumerator(text);
        while (lines.MoveNext())
        {
            var line = lines.Current;
            gap |= lines.AfterBlank;
            if (!stays(line.Of(text)))
            {
                // What stands before the first line that goes is left as it is.
                left ??= new StringBuilder(text.Length).Append(text.AsSpan(0, line.Start).TrimEnd());
                gone++;
                continue;
            }

            if (left is not null)
            {
                var start = text.AsSpan(0, line.Start).LastIndexOf('\n') + 1;
                left.Append(left.Length == 0 ? "" : gap ? "\n\n" : "\n").Append(text, start, line.End - start);
            }

            gap = false;
        }

        return left?.ToString() ?? text;
    }
}
