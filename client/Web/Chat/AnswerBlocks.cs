namespace Text2Llm.Web.Chat;

/// <summary>Takes an answer apart into paragraphs and fenced code.</summary>
internal static class AnswerBlocks
{
    public static IReadOnlyList<AnswerBlock> Parse(string answer)
    {
        var blocks = new List<AnswerBlock>();
        var lines = new List<string>();
        Fence? open = null;
        foreach (var line in answer.ReplaceLineEndings("\n").Split('\n'))
        {
            if (open is { } fence)
            {
                if (fence.IsClosedBy(line))
                {
                    blocks.Add(new CodeBlock(Take(lines), fence.Language));
                    open = null;
                }
                else
                {
                    lines.Add(fence.Unindent(line));
                }
            }
            else if (Fence.OpenedBy(line) is { } opened)
            {
                AddProse(blocks, lines);
                open = opened;
            }
            else if (string.IsNullOrWhiteSpace(line))
            {
                AddProse(blocks, lines);
            }
            else
            {
                lines.Add(line);
            }
        }

        if (open is { } unclosed)
        {
            blocks.Add(new CodeBlock(Take(lines), unclosed.Language));
        }

        AddProse(blocks, lines);
        return blocks;
    }

    private static void AddProse(List<AnswerBlock> blocks, List<string> lines)
    {
        if (lines.Count > 0)
        {
            blocks.Add(new ProseBlock(Take(lines)));
        }
    }

    private static string Take(List<string> lines)
    {
        var text = string.Join('\n', lines);
        lines.Clear();
        return text;
    }
}
