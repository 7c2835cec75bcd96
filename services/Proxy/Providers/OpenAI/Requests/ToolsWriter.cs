using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI.Requests;

/// <summary>Writes the tools that the model may ask for, and which of them it may or must.</summary>
internal static class ToolsWriter
{
    // Some providers insist on the schema even of a tool that takes nothing.
    private const string NoParameters = """{"type":"object","properties":{}}""";

    public static void Write(Utf8JsonWriter json, ChatCall call, OpenAIDialect dialect)
    {
        var chat = call.Chat;
        if (chat.Tools.Count > 0)
        {
            json.WriteStartArray("tools");
            for (var index = 0; index < chat.Tools.Count; index++)
            {
                WriteTool(json, index, chat.Tools[index], call, dialect);
            }

            json.WriteEndArray();
        }

        if (chat.ToolChoice is { } choice)
        {
            WriteChoice(json, choice, dialect);
        }

        if (chat.HasParallelToolCalls && dialect.Takes("parallel_tool_calls", call.Unsupported))
        {
            json.WriteBoolean("parallel_tool_calls", chat.ParallelToolCalls);
        }
    }

    private static void WriteTool(Utf8JsonWriter json, int index, Tool tool, ChatCall call, OpenAIDialect dialect)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", tool.Name);
        if (tool.Description.Length > 0)
        {
            json.WriteString("description", tool.Description);
        }

        json.WritePropertyName("parameters");
        CallersJson.WriteObject(json, tool.ParametersJson.Length > 0 ? tool.ParametersJson : NoParameters, $"tools[{index}].parameters");
        if (tool.HasStrict)
        {
            if (dialect.TakesStrictTools)
            {
                json.WriteBoolean("strict", tool.Strict);
            }
            else if (tool.Strict)
            {
                call.Unsupported.Add($"tools[{index}].function.strict");
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ToolChoice choice, OpenAIDialect dialect)
    {
        if (choice.ChoiceCase == ToolChoice.ChoiceOneofCase.ToolName)
        {
            json.WriteStartObject("tool_choice");
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", choice.ToolName);
            json.WriteEndObject();
            json.WriteEndObject();
            return;
        }

        json.WriteString("tool_choice", choice.Mode switch
        {
            ToolChoiceMode.None => "none",
            ToolChoiceMode.Required => dialect.RequiredToolWord,
            _ => "auto",
        });
    }
}
