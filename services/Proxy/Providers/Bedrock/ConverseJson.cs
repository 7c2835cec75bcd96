using System.Text.Json.Serialization;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>Reads Bedrock's answers without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ConverseEvent))]
[JsonSerializable(typeof(ConverseAnswer))]
[JsonSerializable(typeof(BedrockModelList))]
internal sealed partial class ConverseJson : JsonSerializerContext;
