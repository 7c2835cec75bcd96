namespace Text2Llm.Web.Browser;

/// <summary>The browser's frames, for what changes faster than it can be drawn.</summary>
internal sealed class AnimationFrames(PageScript script)
{
    /// <summary>Completes before the next frame is drawn.</summary>
    public ValueTask NextAsync() => script.CallAsync("nextFrame");
}
