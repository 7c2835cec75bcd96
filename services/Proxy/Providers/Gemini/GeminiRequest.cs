using System.Net;
using System.Net.Http.Headers;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>Requests to the Gemini API. The key goes into a header; Gemini would take it in the query too, where logs see it.</summary>
internal static class GeminiRequest
{
    private const string KeyHeader = "x-goog-api-key";

    /// <summary>A request that sends JSON.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="key">The caller's key.</param>
    /// <param name="path">Where to, below the provider's base.</param>
    /// <param name="body">The JSON.</param>
    public static HttpRequestMessage Post(Provider provider, ProviderKey key, string path, ReadOnlyMemory<byte> body)
    {
        var request = Create(HttpMethod.Post, provider.AddressOf(key, path), key);
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    /// <summary>A request that asks for something.</summary>
    public static HttpRequestMessage Get(Uri address, ProviderKey key) => Create(HttpMethod.Get, address, key);

    private static HttpRequestMessage Create(HttpMethod method, Uri address, ProviderKey key)
    {
        var request = new HttpRequestMessage(method, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (key.Secret.Length > 0)
        {
            request.Headers.TryAddWithoutValidation(KeyHeader, key.Secret);
        }

        return request;
    }
}
