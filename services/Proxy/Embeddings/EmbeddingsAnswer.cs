using System.Buffers.Binary;
using System.Text.Json;
using Google.Protobuf.Collections;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Embeddings;

/// <summary>Writes vectors in OpenAI's form.</summary>
internal static class EmbeddingsAnswer
{
    /// <summary>Answers with them.</summary>
    /// <param name="answer">The answer to write.</param>
    /// <param name="response">The vectors.</param>
    /// <param name="asBase64">Whether each vector is the base64 of its numbers, four bytes each, lowest first, rather than an array.</param>
    public static async Task WriteAsync(HttpResponse answer, EmbedResponse response, bool asBase64)
    {
        answer.ContentType = "application/json";
        answer.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(answer.BodyWriter);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        for (var index = 0; index < response.Embeddings.Count; index++)
        {
            json.WriteStartObject();
            json.WriteString("object", "embedding");
            json.WriteNumber("index", index);
            json.WritePropertyName("embedding");
            WriteVector(json, response.Embeddings[index].Values, asBase64);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", response.Model);
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", response.Usage.InputTokens);
        json.WriteNumber("total_tokens", response.Usage.InputTokens + response.Usage.OutputTokens);
        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(answer.HttpContext.RequestAborted);
    }

    private static void WriteVector(Utf8JsonWriter json, RepeatedField<float> numbers, bool asBase64)
    {
        if (asBase64)
        {
            var bytes = new byte[numbers.Count * sizeof(float)];
            for (var index = 0; index < numbers.Count; index++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), numbers[index]);
            }

            json.WriteBase64StringValue(bytes);
            return;
        }

        json.WriteStartArray();
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
