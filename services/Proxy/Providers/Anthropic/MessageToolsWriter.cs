using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Anthropic;

/// <summary>Writes the tools of a chat, and which of them the model may use.</summary>
internal static class MessageToolsWriter
{
    /// <summary>A schema of no arguments, for tools that have none.</summary>
    public const string NoArguments = """{"type":"object","properties":{}}""";

    /// <summary>Writes <c>tools</c> and <c>tool_choice</c>, if there are any.</summary>
    public static void Write(Utf8JsonWriter json, StreamChatRequest chat, ClaudeThinking thinking, UnsupportedFields unsupported)
    {
        if (chat.Tools.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tools");
        for (var index = 0; index < chat.Tools.Count; index++)
        {
            WriteTool(json, chat.Tools[index], index);
        }

        json.WriteEndArray();
        WriteChoice(json, chat, thinking, unsupported);
    }

    private static void WriteTool(Utf8JsonWriter json, Tool tool, int index)
    {
        json.WriteStartObject();
        json.WriteString("name", tool.Name);
        if (tool.Description.Length > 0)
        {
            json.WriteString("description", tool.Description);
        }

        json.WritePropertyName("input_schema");
        CallersJson.WriteObject(json, tool.ParametersJson.Length > 0 ? tool.ParametersJson : NoArguments, $"tools[{index}].parameters");
        if (tool.HasStrict)
        {
            json.WriteBoolean("strict", tool.Strict);
        }

        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, StreamChatRequest chat, ClaudeThinking thinking, UnsupportedFields unsupported)
    {
        var choice = chat.ToolChoice;
        var isOneAtATime = chat is { HasParallelToolCalls: true, ParallelToolCalls: false };
        var type = choice switch
        {
            { ChoiceCase: ToolChoice.ChoiceOneofCase.ToolName } => "tool",
            { Mode: ToolChoiceMode.Required } => "any",
            { Mode: ToolChoiceMode.None } => "none",
            { Mode: ToolChoiceMode.Auto } => "auto",
            _ => isOneAtATime ? "auto" : null,
        };
        if (type is "tool" or "any" && thinking.IsOn)
        {
            // A model that thinks chooses freely.
            unsupported.Add("tool_choice");
            type = isOneAtATime ? "auto" : null;
        }

        if (type is null)
        {
            return;
        }

        json.WriteStartObject("tool_choice");
        json.WriteString("type", type);
        if (type == "tool")
        {
            json.WriteString("name", choice!.ToolName);
        }

        if (isOneAtATime && type != "none")
        {
            json.WriteBoolean("disable_parallel_tool_use", true);
        }

        json.WriteEndObject();
    }
}
