using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>Cleans texts as a job says.</summary>
internal sealed class TextCleaner(CleanSpec spec)
{
    public string Clean(string text)
    {
        text = spec.Unicode == UnicodeForm.Nfc ? Nfc.Of(text) : text;
        return spec.Whitespace == WhitespaceRule.Fold ? WhitespaceFolding.Fold(text) : text;
    }
}
