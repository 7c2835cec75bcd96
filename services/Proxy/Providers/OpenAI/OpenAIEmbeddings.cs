using System.Buffers;
using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>Speaks <c>POST /embeddings</c>.</summary>
internal sealed class OpenAIEmbeddings(OpenAIDialect dialect) : IEmbeddingsAdapter
{
    private readonly OpenAIPassage _passage = new(dialect);

    public HttpRequestMessage CreateRequest(Provider provider, ProviderKey key, EmbedRequest texts, UnsupportedFields unsupported)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("model", texts.Model);
        json.WriteStartArray("input");
        foreach (var text in texts.Inputs)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
        json.WriteString("encoding_format", "float");
        if (texts.HasDimensions && dialect.DimensionsField is { } field)
        {
            json.WriteNumber(field, texts.Dimensions);
        }
        else if (texts.HasDimensions)
        {
            unsupported.Add("dimensions");
        }

        json.WriteEndObject();
        json.Flush();
        return _passage.CreateRequest(provider, key, "embeddings", bytes.WrittenMemory);
    }

    public EmbedResponse Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            var list = JsonSerializer.Deserialize(answer, ChatCompletionJson.Default.EmbeddingList);
            if (list?.Data is not { Count: > 0 } data || data.Contains(null))
            {
                throw new ProviderFaultException("The provider's answer holds no embeddings.");
            }

            var inOrder = data.Select((entry, place) => (Entry: entry!, Index: entry!.Index ?? place)).OrderBy(item => item.Index).ToList();
            if (inOrder.Where((item, place) => item.Index != place).Any())
            {
                throw new ProviderFaultException("The provider's embeddings are not numbered from 0 without gaps.");
            }

            var response = new EmbedResponse { Model = list.Model ?? "", Usage = list.Usage?.ToTokenUsage() };
            response.Embeddings.AddRange(inOrder.Select(item => new Embedding { Values = { item.Entry.ReadValues() } }));
            return response;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new ProviderFaultException("The provider's answer is no list of embeddings.", malformed);
        }
    }
}
