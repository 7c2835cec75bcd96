using System.Text.Json.Serialization;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>Reads Anthropic's answers without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MessageEventKind))]
[JsonSerializable(typeof(MessageEvent))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(AnthropicModelList))]
internal sealed partial class MessagesJson : JsonSerializerContext;
