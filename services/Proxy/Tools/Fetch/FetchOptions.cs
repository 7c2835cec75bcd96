using System.ComponentModel.DataAnnotations;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>How pages are fetched: configuration section <c>Fetch</c>.</summary>
public sealed record FetchOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Fetch";

    /// <summary>How long a page may take, redirects and waiting for its turn included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How much of a page is read, in bytes after decompression; the rest is left.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxPageBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>How many pages are fetched at once; others wait for their turn. Each takes up to about five times its size in memory.</summary>
    [Range(1, 10_000)]
    public int AtOnce { get; init; } = 32;

    /// <summary>
    /// Networks that pages may come from although they are not public, for instance <c>10.20.0.0/16</c> with an intranet's pages. Every
    /// user of the installation can then read whatever answers there without asking who they are.
    /// </summary>
    public IReadOnlyList<string> AllowedPrivateNetworks { get; init; } = [];
}
