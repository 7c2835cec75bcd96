using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>Asks Bedrock for the models of a region that write text: <c>GET /foundation-models</c>, which is never paged.</summary>
internal sealed class BedrockModels(BedrockRequests requests) : IModelsAdapter
{
    public HttpRequestMessage CreateRequest(Provider provider, ProviderKey key) =>
        requests.Create(HttpMethod.Get, provider.ModelsAddressOf(key, "foundation-models?byOutputModality=TEXT"), provider, key);

    public IReadOnlyList<Model> Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, ConverseJson.Default.BedrockModelList)?.ModelSummaries is { } models
                ? [.. models.OfType<BedrockModel>().Where(model => !string.IsNullOrEmpty(model.ModelId)).Select(ToModel)]
                : throw new ProviderFaultException("The provider sent a list of models without any.");
        }
        catch (JsonException malformed)
        {
            throw new ProviderFaultException("The provider sent something that is no list of models.", malformed);
        }
    }

    private static Model ToModel(BedrockModel listed) =>
        new() { Id = listed.ModelId, DisplayName = listed.ModelName ?? "", OwnedBy = listed.ProviderName ?? "" };
}

/// <summary>What is read of a list of models.</summary>
internal sealed record BedrockModelList(IReadOnlyList<BedrockModel?>? ModelSummaries);

/// <summary>What is read of a model.</summary>
internal sealed record BedrockModel(string? ModelId, string? ModelName, string? ProviderName);
