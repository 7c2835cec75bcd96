using System.Net;
using System.Net.Http.Headers;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>Makes requests to Amazon Bedrock, signed with the caller's credentials or carrying the caller's API key.</summary>
internal sealed class BedrockRequests(TimeProvider time)
{
    // Bedrock signs under one name, whichever of its hosts is called.
    private const string Service = "bedrock";

    private readonly AwsSignature _signature = new(time);

    /// <summary>A request without a body, or with one of JSON.</summary>
    /// <exception cref="ServiceDefaults.Errors.CallException">The key has a form that Bedrock has not.</exception>
    public HttpRequestMessage Create(HttpMethod method, Uri address, Provider provider, ProviderKey key, ReadOnlyMemory<byte>? body = null)
    {
        var credentials = AwsCredentials.From(key, provider);
        var request = new HttpRequestMessage(method, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (credentials is null)
        {
            request.Headers.Authorization = key.Secret.Length > 0 ? new AuthenticationHeaderValue("Bearer", key.Secret) : null;
        }
        else
        {
            var region = key.Account.Length > 0 ? key.Account : provider.Options.Region;
            _signature.Sign(request, body.GetValueOrDefault().Span, credentials, region, Service);
        }

        return request;
    }
}
