using System.Buffers;

namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Finds keys and tokens by how their provider marks them, private keys, and secrets by what they are assigned to.</summary>
internal static class SecretFinder
{
    private static readonly SearchValues<string> Prefixes =
        SearchValues.Create([.. SecretForm.All.Select(form => form.Prefix), PrivateKeyBlock.Begin], StringComparison.Ordinal);

    /// <summary>Adds what a text holds; findings may overlap.</summary>
    public static void Find(ReadOnlySpan<char> text, List<Finding> found)
    {
        FindMarked(text, found);
        FindAssigned(text, found);
    }

    private static void FindMarked(ReadOnlySpan<char> text, List<Finding> found)
    {
        var keys = new PrivateKeyBlock(text);
        var position = 0;
        while (text[position..].IndexOfAny(Prefixes) is >= 0 and var next)
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
