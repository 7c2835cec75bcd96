using System.Buffers.Binary;
using System.Text.Json;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>What is read of an answer with embeddings.</summary>
internal sealed record EmbeddingList(string? Model, IReadOnlyList<EmbeddingEntry?>? Data, ChatCompletionUsage? Usage);

/// <summary>One embedding: an array of numbers, or base64 of 32-bit floats, little end first.</summary>
internal sealed record EmbeddingEntry(int? Index, JsonElement? Embedding)
{
    /// <summary>Its numbers.</summary>
    /// <exception cref="JsonException">It holds something else.</exception>
    public IReadOnlyList<float> ReadValues() => Embedding switch
    {
        { ValueKind: JsonValueKind.Array } numbers => [.. numbers.EnumerateArray().Select(ReadNumber)],
        { ValueKind: JsonValueKind.String } base64 when base64.TryGetBytesFromBase64(out var bytes) && bytes.Length % sizeof(float) == 0
            => [.. bytes.Chunk(sizeof(float)).Select(four => BinaryPrimitives.ReadSingleLittleEndian(four))],
        _ => throw new JsonException("An embedding is neither numbers nor their base64."),
    };

    private static float ReadNumber(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetSingle(out var value) ? value : throw new JsonException("An embedding holds no number.");
}
