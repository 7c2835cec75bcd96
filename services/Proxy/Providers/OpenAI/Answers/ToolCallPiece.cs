using System.Text.Json;

namespace Text2Llm.Proxy.Providers.OpenAI.Answers;

/// <summary>One piece of a tool call as a provider sent it; what it left out is empty.</summary>
internal sealed record ToolCallPiece
{
    public ToolCallPiece(JsonElement piece)
    {
        var function = Member(piece, "function");
        var arguments = Member(function, "arguments");
        Index = Member(piece, "index") is { ValueKind: JsonValueKind.Number } index && index.TryGetInt32(out var number) ? number : null;
        Id = JsonText.Read(Member(piece, "id"));
        Name = JsonText.Read(Member(function, "name"));
        IsWhole = arguments is { ValueKind: JsonValueKind.Object };
        Arguments = IsWhole ? arguments!.Value.GetRawText() : JsonText.Read(arguments);
        Signature = Member(piece, "extra_content") is { ValueKind: JsonValueKind.Object } seal ? seal.GetRawText() : "";
    }

    public int? Index { get; }

    public string Id { get; }

    public string Name { get; }

    /// <summary>More of the arguments' text.</summary>
    public string Arguments { get; }

    /// <summary>Whether the arguments came as an object, which is all of them.</summary>
    public bool IsWhole { get; }

    /// <summary>The provider's seal on the call, the text of a JSON object.</summary>
    public string Signature { get; }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out var value) ? value : null;
}
