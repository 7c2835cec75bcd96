using Microsoft.AspNetCore.Components;

namespace Text2Llm.Web.Browser;

/// <summary>The field that messages are written in.</summary>
internal sealed class ComposerField(PageScript script)
{
    /// <summary>From now on Enter submits the form, and Escape presses its stop button.</summary>
    public ValueTask WireAsync(ElementReference form, ElementReference field) => script.CallAsync("wireComposer", form, field);

    /// <summary>Makes the field as high as its text.</summary>
    public ValueTask FitAsync(ElementReference field) => script.CallAsync("fitComposer", field);

    /// <summary>Puts the cursor into the field, except where that would bring up a keyboard over the page.</summary>
    public ValueTask FocusAsync(ElementReference field) => script.CallAsync("focusField", field);
}
