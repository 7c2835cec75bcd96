using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>Cleans texts as a job says.</summary>
internal sealed class TextCleaner(CleanSpec spec)
{
    // Each may bring to light what is for those that follow it.
    private readonly (CleanChanges Kind, Func<string, string> Clean)[] _kinds =
    [
        .. AllKinds(spec).Where(kind => kind.Wanted).Select(kind => (kind.Kind, kind.Clean)),
    ];

    /// <summary>The text, clean; the same object when nothing changes.</summary>
    public string Clean(string text)
    {
        var changes = CleanChanges.None;
        return Clean(text, ref changes);
    }

    /// <inheritdoc cref="Clean(string, ref CleanChanges)"/>
    public RecordText Clean(RecordText text, ref CleanChanges changes)
    {
        if (_kinds.Length == 0)
        {
            return text;
        }

        var cleaned = Clean(text.ToString(), ref changes);
        return ReferenceEquals(cleaned, text.ToString()) ? text : cleaned;
    }

    /// <summary>The text, clean; the same object when nothing changes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="changes">To this is added what was changed.</param>
    public string Clean(string text, ref CleanChanges changes)
    {
        var possible = TextSurvey.Of(text);
        foreach (var (kind, clean) in _kinds)
        {
            if ((possible & kind) == 0)
            {
                continue;
            }

            var cleaned = clean(text);
            if (!ReferenceEquals(cleaned, text))
            {
                text = cleaned;
                changes |= kind;
                possible = kind == CleanChanges.Whitespace ? possible : TextSurvey.Of(text);
            }
        }

        return text;
    }

    private static IEnumerable<(bool Wanted, CleanChanges Kind, Func<string, string> Clean)> AllKinds(CleanSpec spec) =>
    [
        (spec.Mojibake, CleanChanges.Mojibake, Mojibake.Mend),
        (spec.Entities, CleanChanges.Entities, HtmlEntities.Decode),
        (spec.Controls, CleanChanges.Controls, ControlCharacters.Remove),
        (spec.Invisible, CleanChanges.Invisible, InvisibleCharacters.Remove),
        (spec.Unicode == UnicodeForm.Nfc, CleanChanges.Unicode, Nfc.Of),
        (spec.Boilerplate, CleanChanges.Boilerplate, BoilerplateLines.Remove),
        (spec.Whitespace == WhitespaceRule.Fold, CleanChanges.Whitespace, WhitespaceFolding.Fold), // the last
    ];
}
