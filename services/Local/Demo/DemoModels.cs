using System.Text.Json.Serialization;

namespace Text2Llm.Local.Demo;

/// <summary>A list of models, as OpenAI's API gives it.</summary>
internal sealed record DemoModels(IReadOnlyList<DemoModel> Data, string Object = "list");

/// <summary>One model.</summary>
internal sealed record DemoModel(string Id, string Object = "model", [property: JsonPropertyName("owned_by")] string OwnedBy = "text2llm");
