using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers.Anthropic;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>Writes the tools of a chat, and which of them the model may use.</summary>
internal static class ConverseToolsWriter
{
    /// <summary>Writes the property <c>toolConfig</c>, if there are tools that the model may use.</summary>
    public static void Write(Utf8JsonWriter json, StreamChatRequest chat, ClaudeThinking? thinking, UnsupportedFields unsupported)
    {
        if (chat.Tools.Count == 0)
        {
            return;
        }

        if (chat is { HasParallelToolCalls: true, ParallelToolCalls: false })
        {
            unsupported.Add("parallel_tool_calls");
        }

        var choice = chat.ToolChoice;
        if (choice?.Mode == ToolChoiceMode.None)
        {
            if (!MentionsTools(chat))
            {
                // There is no word for it, but a model that knows no tool uses none.
                return;
            }

            // Converse refuses a conversation with tool calls that comes without the tools.
            unsupported.Add("tool_choice");
        }

        json.WriteStartObject("toolConfig");
        json.WriteStartArray("tools");
        for (var index = 0; index < chat.Tools.Count; index++)
        {
            WriteTool(json, chat.Tools[index], index);
        }

        json.WriteEndArray();
        WriteChoice(json, choice, thinking, unsupported);
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, Tool tool, int index)
    {
        json.WriteStartObject();
        json.WriteStartObject("toolSpec");
        json.WriteString("name", tool.Name);
        if (tool.Description.Length > 0)
        {
            json.WriteString("description", tool.Description);
        }

        json.WriteStartObject("inputSchema");
        json.WritePropertyName("json");
        CallersJson.WriteObject(json, tool.ParametersJson.Length > 0 ? tool.ParametersJson : MessageToolsWriter.NoArguments, $"tools[{index}].parameters");
        json.WriteEndObject();
        if (tool.HasStrict)
        {
            json.WriteBoolean("strict", tool.Strict);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ToolChoice? choice, ClaudeThinking? thinking, UnsupportedFields unsupported)
    {
        var isForced = choice is { ChoiceCase: ToolChoice.ChoiceOneofCase.ToolName } or { Mode: ToolChoiceMode.Required };
        if (isForced && thinking?.IsOn == true)
        {
            // A model that thinks chooses freely.
            unsupported.Add("tool_choice");
        }
        else if (isForced || choice?.Mode == ToolChoiceMode.Auto)
        {
            json.WriteStartObject("toolChoice");
            json.WriteStartObject(choice!.HasToolName ? "tool" : choice.Mode == ToolChoiceMode.Required ? "any" : "auto");
            if (choice.HasToolName)
            {
                json.WriteString("name", choice.ToolName);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static bool MentionsTools(StreamChatRequest chat) => chat.Messages.SelectMany(message => message.Parts)
        .Any(part => part.ContentCase is ContentPart.ContentOneofCase.ToolCall or ContentPart.ContentOneofCase.ToolResult);
}
