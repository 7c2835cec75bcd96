using System.Net;
using System.Net.Http.Headers;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>Sends OpenAI's own requests to a provider that takes them.</summary>
internal sealed class OpenAIPassage(OpenAIDialect dialect) : IOpenAIPassage
{
    /// <inheritdoc/>
    public bool StreamsUsage => dialect.StreamsUsage;

    /// <inheritdoc/>
    public IReadOnlySet<string> UnsupportedFields => dialect.UnsupportedFields;

    /// <inheritdoc/>
    public bool TakesDimensions => dialect.DimensionsField == "dimensions";

    /// <inheritdoc/>
    public HttpRequestMessage CreateRequest(Provider provider, ProviderKey key, string path, ReadOnlyMemory<byte> body)
    {
        var request = CreateRequest(HttpMethod.Post, provider.AddressOf(key, path), key, dialect);
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    /// <summary>A request with the key in it, and no body yet.</summary>
    public static HttpRequestMessage CreateRequest(HttpMethod method, Uri address, ProviderKey key, OpenAIDialect dialect)
    {
        var request = new HttpRequestMessage(method, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (key.Secret.Length > 0)
        {
            if (dialect.KeyHeader is { } header)
            {
                request.Headers.Add(header, key.Secret);
            }
            else
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret);
            }
        }

        return request;
    }
}
