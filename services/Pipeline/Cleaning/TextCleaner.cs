using System.Text;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>Cleans texts as a job says.</summary>
internal sealed class TextCleaner(CleanSpec spec)
{
    /// <summary>The text, clean; the same object when nothing changes.</summary>
    public string Clean(string text)
    {
        var changes = CleanChanges.None;
        return Clean(text, ref changes);
    }

    /// <summary>The text, clean; the same object when nothing changes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="changes">To this is added what was changed.</param>
    public string Clean(string text, ref CleanChanges changes)
    {
        // Most of the steps have nothing to do with ASCII.
        var ascii = Ascii.IsValid(text);
        if (spec.Mojibake && !ascii)
        {
            Put(ref text, Mojibake.Mend(text), CleanChanges.Mojibake, ref changes);
        }

        if (spec.Entities && Put(ref text, HtmlEntities.Decode(text), CleanChanges.Entities, ref changes))
        {
            ascii = Ascii.IsValid(text);
        }

        if (spec.Controls)
        {
            Put(ref text, ControlCharacters.Remove(text, ascii), CleanChanges.Controls, ref changes);
        }

        if (spec.Invisible && !ascii)
        {
            Put(ref text, InvisibleCharacters.Remove(text), CleanChanges.Invisible, ref changes);
        }

        if (spec.Unicode == UnicodeForm.Nfc && !ascii)
        {
            Put(ref text, Nfc.Of(text), CleanChanges.Unicode, ref changes);
        }

        if (spec.Boilerplate)
        {
            Put(ref text, BoilerplateLines.Remove(text), CleanChanges.Boilerplate, ref changes);
        }

        if (spec.Whitespace == WhitespaceRule.Fold)
        {
            Put(ref text, WhitespaceFolding.Fold(text), CleanChanges.Whitespace, ref changes);
        }

        return text;
    }

    private static bool Put(ref string text, string changed, CleanChanges change, ref CleanChanges changes)
    {
        if (ReferenceEquals(text, changed))
        {
            return false;
        }

        text = changed;
        changes |= change;
        return true;
    }
}
