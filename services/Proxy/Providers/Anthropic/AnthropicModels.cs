using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>Asks Anthropic for its models: <c>GET /models</c>, one page of as many as a page can have, which is more than there are.</summary>
internal sealed class AnthropicModels : IModelsAdapter
{
    public HttpRequestMessage CreateRequest(Provider provider, ProviderKey key) =>
        AnthropicRequest.Create(HttpMethod.Get, provider.ModelsAddressOf(key, "models?limit=1000"), key);

    public IReadOnlyList<Model> Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, MessagesJson.Default.AnthropicModelList)?.Data is { } models
                ? [.. models.OfType<AnthropicModel>().Where(model => !string.IsNullOrEmpty(model.Id)).Select(ToModel)]
                : throw new ProviderFaultException("The provider sent a list of models without any.");
        }
        catch (JsonException malformed)
        {
            throw new ProviderFaultException("The provider sent something that is no list of models.", malformed);
        }
    }

    private static Model ToModel(AnthropicModel listed)
    {
        var model = new Model { Id = listed.Id, DisplayName = listed.DisplayName ?? "" };
        if (listed.MaxInputTokens is { } context)
        {
            model.ContextTokens = context;
        }

        if (listed.MaxTokens is { } output)
        {
            model.MaxOutputTokens = output;
        }

        // A day that the provider does not know is the first of 1970.
        if (listed.CreatedAt is { } created && created > DateTimeOffset.UnixEpoch)
        {
            model.CreatedAt = Timestamp.FromDateTimeOffset(created);
        }

        return model;
    }
}

/// <summary>What is read of a list of models.</summary>
internal sealed record AnthropicModelList(IReadOnlyList<AnthropicModel?>? Data);

/// <summary>What is read of a model.</summary>
internal sealed record AnthropicModel(string? Id, string? DisplayName, DateTimeOffset? CreatedAt, long? MaxInputTokens, long? MaxTokens);
