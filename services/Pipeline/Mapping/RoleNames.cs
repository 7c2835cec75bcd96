using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>The names that datasets have for who speaks.</summary>
internal static class RoleNames
{
    /// <summary>Who is meant; none where the name is not known. Upper and lower case are one.</summary>
    public static ChatRole Parse(string name) => name.ToLowerInvariant() switch
    {
        "user" or "human" => ChatRole.User,
        "assistant" or "gpt" or "chatgpt" or "bing" or "bard" or "model" or "bot" => ChatRole.Assistant,
        "system" or "developer" => ChatRole.System,
        "tool" or "function" or "observation" or "function_response" or "tool_response" => ChatRole.Tool,
        _ when IsCall(name) => ChatRole.Assistant,
        _ => ChatRole.None,
    };

    /// <summary>Whether the turn is the assistant's call of a tool, as ShareGPT has it.</summary>
    public static bool IsCall(string name) =>
        name.Equals("function_call", StringComparison.OrdinalIgnoreCase) || name.Equals("tool_call", StringComparison.OrdinalIgnoreCase);
}
