using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers;

/// <summary>Speaks one provider's embeddings.</summary>
internal interface IEmbeddingsAdapter
{
    /// <summary>The texts as a request to the provider; what it cannot honour is named to <paramref name="unsupported"/> and left out.</summary>
    HttpRequestMessage CreateRequest(Provider provider, ProviderKey key, EmbedRequest texts, UnsupportedFields unsupported);

    /// <summary>Reads the vectors, in the order of the texts; usage is unset where the provider gave none.</summary>
    /// <exception cref="ProviderFaultException">The answer makes no sense.</exception>
    EmbedResponse Read(ReadOnlySpan<byte> answer);
}
