using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>Sends OpenAI's own requests to a provider that takes them.</summary>
internal sealed class OpenAIPassage : IOpenAIPassage
{
    /// <inheritdoc/>
    public bool StreamsUsage { get; init; } = true;

    /// <inheritdoc/>
    public IReadOnlySet<string> UnsupportedFields { get; init; } = FrozenSet<string>.Empty;

    /// <inheritdoc/>
    public HttpRequestMessage CreateRequest(Provider provider, ProviderKey key, string path, ReadOnlyMemory<byte> body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, provider.AddressOf(key, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (key.Secret.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret);
        }

        return request;
    }
}
