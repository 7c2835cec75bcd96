using System.Net;
using System.Net.Http.Headers;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>Requests to Anthropic's API: its version and the key, in headers.</summary>
internal static class AnthropicRequest
{
    private const string Version = "2023-06-01";

    /// <summary>A request without a body, or with one of JSON.</summary>
    public static HttpRequestMessage Create(HttpMethod method, Uri address, ProviderKey key, ReadOnlyMemory<byte>? body = null)
    {
        var request = new HttpRequestMessage(method, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Add("anthropic-version", Version);
        if (key.Secret.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("x-api-key", key.Secret);
        }

        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }
}
