using System.Text.Json.Serialization;

namespace Text2Llm.Proxy.Metering.Events;

/// <summary>The JSON of stored events, written without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredUsageEvent))]
internal sealed partial class UsageEventJson : JsonSerializerContext;
