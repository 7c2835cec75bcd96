using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>Speaks Gemini's embeddings: <c>batchEmbedContents</c>.</summary>
internal sealed class GeminiEmbeddings : IEmbeddingsAdapter
{
    public HttpRequestMessage CreateRequest(Provider provider, ProviderKey key, EmbedRequest texts, UnsupportedFields unsupported)
    {
        var model = GeminiModel.Of(texts.Model);
        return GeminiRequest.Post(provider, key, $"{model.Path}:batchEmbedContents", GeminiBody.Write(json =>
        {
            json.WriteStartArray("requests");
            foreach (var text in texts.Inputs)
            {
                WriteRequest(json, model, text, texts.HasDimensions ? texts.Dimensions : null);
            }

            json.WriteEndArray();
        }));
    }

    public EmbedResponse Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            var read = JsonSerializer.Deserialize(answer, GeminiJson.Default.BatchEmbedContentsAnswer);
            var response = new EmbedResponse { Usage = read?.UsageMetadata is { PromptTokenCount: not null } usage ? usage.ToTokenUsage() : null };
            foreach (var vector in read?.Embeddings ?? [])
            {
                response.Embeddings.Add(new Embedding { Values = { vector?.Values ?? throw new JsonException() } });
            }

            return response;
        }
        catch (JsonException malformed)
        {
            throw new ProviderFaultException("The provider sent something that is no list of vectors.", malformed);
        }
    }

    /// <summary>Gemini wants the model in every request of the batch, too.</summary>
    private static void WriteRequest(Utf8JsonWriter json, GeminiModel model, string text, int? dimensions)
    {
        json.WriteStartObject();
        json.WriteString("model", model.Path);
        json.WriteStartObject("content");
        json.WriteStartArray("parts");
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        if (dimensions is { } length)
        {
            json.WriteNumber("outputDimensionality", length);
        }

        json.WriteEndObject();
    }
}
