using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>Asks for the models by <c>GET /models</c>. OpenAI tells little of each; its followers add what they like.</summary>
internal sealed class OpenAIModels(OpenAIDialect dialect) : IModelsAdapter
{
    // The end of the year 9999, the last that a timestamp can tell.
    private const long LastSecond = 253_402_300_799;

    public HttpRequestMessage CreateRequest(Provider provider, ProviderKey key) =>
        OpenAIPassage.CreateRequest(HttpMethod.Get, provider.ModelsAddressOf(key, "models"), key, dialect);

    public IReadOnlyList<Model> Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            var json = new Utf8JsonReader(answer);
            using var document = JsonDocument.ParseValue(ref json);
            return [.. ListOf(document.RootElement).EnumerateArray()
                .Where(entry => entry.ValueKind == JsonValueKind.Object && Text(entry, "id").Length > 0 && !IsOff(entry))
                .Select(ReadModel)
                .DistinctBy(model => model.Id)
                .OrderBy(model => model.Id, StringComparer.Ordinal)];
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw NoList(malformed);
        }
    }

    /// <summary>The list, which Together sends bare.</summary>
    private static JsonElement ListOf(JsonElement root) => root switch
    {
        { ValueKind: JsonValueKind.Array } => root,
        { ValueKind: JsonValueKind.Object } when root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array => data,
        _ => throw NoList(),
    };

    private static Model ReadModel(JsonElement entry)
    {
        var model = new Model { Id = Text(entry, "id"), OwnedBy = FirstText(entry, "owned_by", "organization") };
        var name = FirstText(entry, "display_name", "name");
        model.DisplayName = name == model.Id ? "" : name;
        if (FirstNumber(entry, "context_length", "context_window", "max_context_length", "max_model_len") is { } context)
        {
            model.ContextTokens = context;
        }

        if ((FirstNumber(entry, "max_completion_tokens", "max_output_tokens") ?? TopProvidersMost(entry)) is { } most)
        {
            model.MaxOutputTokens = most;
        }

        if (FirstNumber(entry, "created") is { } created and <= LastSecond)
        {
            model.CreatedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeSeconds(created));
        }

        return model;
    }

    /// <summary>Groq lists models that it has switched off.</summary>
    private static bool IsOff(JsonElement entry) => entry.TryGetProperty("active", out var active) && active.ValueKind == JsonValueKind.False;

    /// <summary>OpenRouter's longest answer, of the best of those who run the model.</summary>
    private static long? TopProvidersMost(JsonElement entry) =>
        entry.TryGetProperty("top_provider", out var top) && top.ValueKind == JsonValueKind.Object ? FirstNumber(top, "max_completion_tokens") : null;

    private static string Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? JsonText.Read(value) : "";

    private static string FirstText(JsonElement entry, params IEnumerable<string> names) =>
        names.Select(name => Text(entry, name)).FirstOrDefault(text => text.Length > 0) ?? "";

    private static long? FirstNumber(JsonElement entry, params IEnumerable<string> names) => names
        .Select(name => entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : 0)
        .Where(number => number > 0)
        .Select(number => (long?)number)
        .FirstOrDefault();

    private static ProviderFaultException NoList(Exception? cause = null) => new("The provider's answer is no list of models.", cause);
}
