using System.Text.Json.Serialization;

namespace Text2Llm.Web.SignIn;

/// <summary>The auth API's JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(AuthError))]
[JsonSerializable(typeof(PkceExchange))]
[JsonSerializable(typeof(RefreshExchange))]
internal sealed partial class AuthJson : JsonSerializerContext;
