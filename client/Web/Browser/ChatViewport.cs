using Microsoft.AspNetCore.Components;

namespace Text2Llm.Web.Browser;

/// <summary>The part of the page that scrolls.</summary>
internal sealed class ChatViewport(PageScript script)
{
    /// <summary>From now on keeps the end in view as content grows, while the reader is there.</summary>
    public ValueTask FollowEndAsync(ElementReference scroller) => script.CallAsync("followEnd", scroller);

    /// <summary>Goes to the end, wherever the reader is.</summary>
    public ValueTask ToEndAsync(ElementReference scroller) => script.CallAsync("toEnd", scroller);
}
