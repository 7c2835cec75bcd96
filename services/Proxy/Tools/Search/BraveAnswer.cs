namespace Text2Llm.Proxy.Tools.Search;

/// <summary>What is read of Brave's answer.</summary>
internal sealed record BraveAnswer(BraveAnswer.BravePages? Web = null)
{
    /// <summary>The web's share of the answer.</summary>
    internal sealed record BravePages(IReadOnlyList<BravePage?> Results);

    /// <summary>One page.</summary>
    /// <param name="Title">Its title, with HTML's character references.</param>
    /// <param name="Url">Its address.</param>
    /// <param name="Description">What it says, with HTML's character references.</param>
    /// <param name="PageAge">When it was published, for instance <c>2026-02-17T09:30:00</c>.</param>
    internal sealed record BravePage(
        string? Title = null, string? Url = null, string? Description = null, string? PageAge = null);
}
