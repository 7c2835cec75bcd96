using System.Net.Http.Headers;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>A page as it came.</summary>
/// <param name="Address">Where it came from, after redirects.</param>
/// <param name="ContentType">What it says it is, or null.</param>
/// <param name="Body">Its bytes, decompressed.</param>
/// <param name="IsWhole">Whether these are all of them.</param>
internal sealed record FetchedPage(Uri Address, MediaTypeHeaderValue? ContentType, ReadOnlyMemory<byte> Body, bool IsWhole);
