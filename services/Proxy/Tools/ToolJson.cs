using System.Text.Json.Serialization;
using Text2Llm.Proxy.Tools.Fetch;
using Text2Llm.Proxy.Tools.Search;

namespace Text2Llm.Proxy.Tools;

/// <summary>Reads what callers of the tools send over HTTP. A member that nobody knows is a mistake, never ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SearchBody))]
[JsonSerializable(typeof(FetchBody))]
internal sealed partial class ToolJson : JsonSerializerContext;
