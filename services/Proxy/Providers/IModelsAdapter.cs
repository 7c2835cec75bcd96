using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers;

/// <summary>Asks one provider which models a key may use.</summary>
internal interface IModelsAdapter
{
    /// <summary>The request for the list.</summary>
    HttpRequestMessage CreateRequest(Provider provider, ProviderKey key);

    /// <summary>Reads the list.</summary>
    /// <exception cref="ProviderFaultException">It makes no sense.</exception>
    IReadOnlyList<Model> Read(ReadOnlySpan<byte> answer);
}
