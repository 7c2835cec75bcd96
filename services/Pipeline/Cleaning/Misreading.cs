using System.Text;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>
/// A way in which UTF-8 is misread, and how to tell it from text that only happens to look like it. Characters that stand side by side are
/// judged together. What is sure is mended; what is not is mended only in a text that has something sure, and nothing that speaks against
/// its being misread as a whole.
/// </summary>
internal abstract class Misreading(LegacyCodePage page)
{
    /// <summary>The text, mended; the same object when nothing is to be.</summary>
    public string Mend(string text)
    {
        var (found, sure, doubted) = Find(text);
        var all = sure > 0 && !doubted;
        if (sure == 0)
        {
            return text;
        }

        var mended = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var (character, isSure) in found)
        {
            if (isSure || all)
            {
                mended.Append(text, copied, character.Start - copied).Append(character.Rune.ToString());
                copied = character.End;
            }
        }

        return mended.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Where, from an index on, the next character stands that may begin one that was misread, or that speaks against it; or -1.</summary>
    protected abstract int Next(ReadOnlySpan<char> text);

    /// <summary>Whether a character that stands alone, and not in one that was misread, says that the text was read rightly.</summary>
    protected abstract bool Doubts(char character);

    /// <summary>Whether a row of characters can only have been misread.</summary>
    protected abstract bool IsSure(ReadOnlySpan<char> text, ReadOnlySpan<(MisreadCharacter Character, bool)> row);

    private (List<(MisreadCharacter Character, bool Sure)> Found, int Sure, bool Doubted) Find(string text)
    {
        var found = new List<(MisreadCharacter Character, bool Sure)>();
        var (sure, doubted, at) = (0, false, 0);
        while (Next(text.AsSpan(at)) is >= 0 and var next)
        {
            at += next;
            var first = found.Count;
            while (at < text.Length && MisreadCharacter.Read(text, at, page) is { } character)
            {
                found.Add((character, false));
                at = character.End;
            }

            if (found.Count == first)
            {
                doubted |= Doubts(text[at++]);
                continue;
            }

            var row = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(found)[first..];
            if (IsSure(text, row))
            {
                sure++;
                foreach (ref var character in row)
                {
                    character.Sure = true;
                }
            }
        }

        return (found, sure, doubted);
    }
}
