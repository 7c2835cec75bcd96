using System.Text.Json;

namespace Text2Llm.Pipeline.Chats;

/// <summary>The tool calls among a turn's other members, and which call a tool's turn answers.</summary>
internal static class ToolCalls
{
    /// <summary>How many tools a turn calls.</summary>
    public static int Count(string? extra) => extra is not null && Members(extra) is var members
        ? Calls(members) is { } calls ? calls.GetArrayLength() : members.TryGetProperty("function_call", out _) ? 1 : 0
        : 0;

    /// <summary>Whether tools' turns, as many as there are, may be the answers to a turn's calls.</summary>
    /// <param name="call">The other members of the turn that calls.</param>
    /// <param name="answers">Those of the turns that follow it.</param>
    public static bool Answered(string call, IReadOnlyList<string?> answers)
    {
        if (answers.Count != Count(call))
        {
            return false;
        }

        var asked = Calls(Members(call)) is { } calls ? calls.EnumerateArray().Select(one => Text(one, "id")).ToList() : [];
        var told = answers.Select(extra => extra is null ? null : Text(Members(extra), "tool_call_id")).ToList();
        return asked.Contains(null) || told.Contains(null) || asked.ToHashSet().SetEquals(told);
    }

    private static JsonElement Members(string extra) => JsonElement.Parse(extra);

    private static JsonElement? Calls(JsonElement members) =>
        members.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array ? calls : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
