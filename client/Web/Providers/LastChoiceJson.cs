using System.Text.Json.Serialization;

namespace Text2Llm.Web.Providers;

/// <summary>The last choice as the browser keeps it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(LastChoice))]
internal sealed partial class LastChoiceJson : JsonSerializerContext;
