using System.Buffers;

namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Finds keys and tokens by how their provider marks them, private keys, and secrets by what they are assigned to.</summary>
internal static class SecretFinder
{
    // As measured, three searches for a dozen beginnings each take half the time of one for all; and a beginning of two letters would make
    // a search with others three times as slow.
    private const int AnchorsOfOneSearch = 12;

    private static readonly SearchValues<string>[] Anchors =
    [
        .. SecretForm.Anchors.Append(PrivateKeyBlock.Begin).GroupBy(anchor => anchor.Length > 2)
            .SelectMany(anchors => anchors.Chunk(AnchorsOfOneSearch)).Select(anchors => SearchValues.Create(anchors, StringComparison.Ordinal)),
    ];

    /// <summary>Adds what a text holds; findings may overlap.</summary>
    public static void Find(ReadOnlySpan<char> text, List<Finding> found)
    {
        foreach (var anchors in Anchors)
        {
            FindMarked(text, anchors, found);
        }

        FindAssigned(text, found);
    }

    private static void FindMarked(ReadOnlySpan<char> text, SearchValues<string> anchors, List<Finding> found)
    {
        var keys = new PrivateKeyBlock(text);
        var position = 0;
        while (text[position..].IndexOfAny(anchors) is >= 0 and var next)
        {
            position += next;
            var finding = text[position] == PrivateKeyBlock.Begin[0] ? keys.At(position) : Token(text, position);
            if (finding is { } secret)
            {
                found.Add(secret);
            }

            position = finding?.End ?? position + 1;
        }
    }

    private static Finding? Token(ReadOnlySpan<char> text, int start)
    {
        if (Surroundings.IsWordBefore(text, start))
        {
            return null;
        }

        foreach (var form in SecretForm.All)
        {
            if (text[start..].StartsWith(form.Prefix, StringComparison.Ordinal) && form.EndAt(text, start) is > 0 and var end)
            {
                return new Finding(PersonalDataKind.Secret, start, end);
            }
        }

        return null;
    }

    private static void FindAssigned(ReadOnlySpan<char> text, List<Finding> found)
    {
        var position = 0;
        while (text[position..].IndexOfAny(AssignedSecret.Names) is >= 0 and var next)
        {
            position += next;
            if (AssignedSecret.At(text, position) is { } secret)
            {
                found.Add(secret);
                position = secret.End;
            }
            else
            {
                position += 5; // The shortest of the names.
            }
        }
    }
}
