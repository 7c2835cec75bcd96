namespace Text2Llm.Web.Browser;

/// <summary>The clipboard.</summary>
internal sealed class Clipboard(PageScript script)
{
    /// <summary>Copies a text; false where the browser would not.</summary>
    public ValueTask<bool> CopyAsync(string text) => script.AskAsync("copyText", text);
}
