using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>Writes the tools, and which of them the model may use.</summary>
internal static class ToolsWriter
{
    /// <summary>Writes <c>tools</c> and <c>toolConfig</c>; neither where there are no tools.</summary>
    public static void Write(Utf8JsonWriter json, StreamChatRequest chat)
    {
        if (chat.Tools.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tools");
        json.WriteStartObject();
        json.WriteStartArray("functionDeclarations");
        for (var index = 0; index < chat.Tools.Count; index++)
        {
            WriteTool(json, chat.Tools[index], index);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        WriteChoice(json, chat);
    }

    private static void WriteTool(Utf8JsonWriter json, Tool tool, int index)
    {
        json.WriteStartObject();
        json.WriteString("name", tool.Name);
        if (tool.Description.Length > 0)
        {
            json.WriteString("description", tool.Description);
        }

        if (tool.ParametersJson.Length > 0)
        {
            // Unlike parameters, which takes a subset of OpenAPI's schemas, this takes JSON Schema.
            json.WritePropertyName("parametersJsonSchema");
            CallersJson.WriteObject(json, tool.ParametersJson, $"tools[{index}].parameters");
        }

        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, StreamChatRequest chat)
    {
        var toolName = chat.ToolChoice?.ToolName ?? "";
        var mode = chat.ToolChoice switch
        {
            { ChoiceCase: ToolChoice.ChoiceOneofCase.ToolName } or { Mode: ToolChoiceMode.Required } => "ANY",
            { Mode: ToolChoiceMode.None } => "NONE",

            // As AUTO, and the arguments follow the schema to the letter, which is so for every tool and with ANY by itself.
            _ when chat.Tools.Any(tool => tool.Strict) => "VALIDATED",
            { Mode: ToolChoiceMode.Auto } => "AUTO",
            _ => null,
        };
        if (mode is null)
        {
            return;
        }

        json.WriteStartObject("toolConfig");
        json.WriteStartObject("functionCallingConfig");
        json.WriteString("mode", mode);
        if (toolName.Length > 0)
        {
            json.WriteStartArray("allowedFunctionNames");
            json.WriteStringValue(toolName);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
