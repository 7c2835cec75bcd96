namespace Text2Llm.Proxy.Tools.Search;

/// <summary>What is read of Perplexity's answer.</summary>
internal sealed record PerplexityAnswer(IReadOnlyList<PerplexityAnswer.PerplexityPage?> Results)
{
    /// <summary>One page.</summary>
    /// <param name="Title">Its title.</param>
    /// <param name="Url">Its address.</param>
    /// <param name="Snippet">What it says, often as Markdown.</param>
    /// <param name="Date">The day it was published, for instance <c>2026-02-17</c>.</param>
    /// <param name="LastUpdated">The day it was last seen to change.</param>
    internal sealed record PerplexityPage(
        string? Title = null, string? Url = null, string? Snippet = null, string? Date = null, string? LastUpdated = null);
}
