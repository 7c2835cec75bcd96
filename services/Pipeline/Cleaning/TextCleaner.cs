using System.Text;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Cleaning;

/// <summary>Cleans texts as a job says.</summary>
internal sealed class TextCleaner(CleanSpec spec)
{
    public string Clean(string text)
    {
        if (spec.Unicode == UnicodeForm.Nfc && !Ascii.IsValid(text) && !text.IsNormalized(NormalizationForm.FormC))
        {
            text = text.Normalize(NormalizationForm.FormC);
        }

        return spec.Whitespace == WhitespaceRule.Fold ? WhitespaceFolding.Fold(text) : text;
    }
}
