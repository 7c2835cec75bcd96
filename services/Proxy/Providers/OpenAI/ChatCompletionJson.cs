using System.Text.Json.Serialization;

namespace Text2Llm.Proxy.Providers.OpenAI;

/// <summary>Reads chat completions without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChatCompletionChunk))]
[JsonSerializable(typeof(ChatCompletionUsage))]
internal sealed partial class ChatCompletionJson : JsonSerializerContext;
