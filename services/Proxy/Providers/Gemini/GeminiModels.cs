using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>Asks Gemini for the models of a key, and leaves out those that neither chat nor embed.</summary>
internal sealed class GeminiModels : IModelsAdapter
{
    private static readonly string[] Methods = ["generateContent", "embedContent"];

    // The most that Gemini gives at once, and far more than it has.
    public HttpRequestMessage CreateRequest(Provider provider, ProviderKey key) =>
        GeminiRequest.Get(provider.ModelsAddressOf(key, "models?pageSize=1000"), key);

    public IReadOnlyList<Model> Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            var models = JsonSerializer.Deserialize(answer, GeminiJson.Default.ModelsAnswer)?.Models ?? [];
            return [.. models.OfType<ModelEntry>().Where(IsOfUse).Select(ToModel)];
        }
        catch (JsonException malformed)
        {
            throw new ProviderFaultException("The provider sent something that is no list of models.", malformed);
        }
    }

    private static bool IsOfUse(ModelEntry entry) =>
        entry.Name is { Length: > 0 } && (entry.SupportedGenerationMethods ?? []).Any(method => Methods.Contains(method));

    private static Model ToModel(ModelEntry entry)
    {
        var model = new Model { Id = GeminiModel.NameOf(entry.Name!), DisplayName = entry.DisplayName ?? "", OwnedBy = "google" };
        if (entry.InputTokenLimit is { } context)
        {
            model.ContextTokens = context;
        }

        if (entry.OutputTokenLimit is { } output)
        {
            model.MaxOutputTokens = output;
        }

        return model;
    }
}
