using System.Text.Json.Serialization;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>Reads and writes the search providers' JSON without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BraveAnswer))]
[JsonSerializable(typeof(PerplexityQuestion))]
[JsonSerializable(typeof(PerplexityAnswer))]
internal sealed partial class SearchAnswerJson : JsonSerializerContext;
