using System.Text.Json.Serialization;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>Reads answers of OpenAI's format without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChatCompletionChunk))]
[JsonSerializable(typeof(ChatCompletionUsage))]
[JsonSerializable(typeof(EmbeddingList))]
internal sealed partial class ChatCompletionJson : JsonSerializerContext;
