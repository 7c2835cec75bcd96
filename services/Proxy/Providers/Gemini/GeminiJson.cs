using System.Text.Json.Serialization;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>Reads Gemini's answers without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GenerateContentResponse))]
[JsonSerializable(typeof(IReadOnlyList<GenerateContentResponse?>))]
[JsonSerializable(typeof(ModelsAnswer))]
[JsonSerializable(typeof(BatchEmbedContentsAnswer))]
internal sealed partial class GeminiJson : JsonSerializerContext;
