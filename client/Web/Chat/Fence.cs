namespace Text2Llm.Web.Chat;

/// <summary>The line that opens a block of code: three or more backticks or tildes.</summary>
internal readonly record struct Fence(char Mark, int Length, int Indent, string Language)
{
    private const int MinLength = 3;

    public static Fence? OpenedBy(string line)
    {
        var text = line.TrimStart(' ');
        if (text.Length < MinLength || text[0] is not ('`' or '~'))
        {
            return null;
        }

        var mark = text[0];
        var info = text.TrimStart(mark);
        var length = text.Length - info.Length;

        // Backticks further on in the line make it code inside a sentence.
        if (length < MinLength || (mark == '`' && info.Contains(mark)))
        {
            return null;
        }

        return new Fence(mark, length, line.Length - text.Length, info.Trim().Split(' ')[0]);
    }

    public bool IsClosedBy(string line)
    {
        var text = line.AsSpan().Trim();
        return text.Length >= Length && text.TrimStart(Mark).IsEmpty;
    }

    /// <summary>A line without the fence's own indentation.</summary>
    public string Unindent(string line)
    {
        var spaces = 0;
        while (spaces < Indent && spaces < line.Length && line[spaces] == ' ')
        {
            spaces++;
        }

        return line[spaces..];
    }
}
