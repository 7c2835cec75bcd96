using System.Text.Json;
using System.Text.RegularExpressions;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Chat;

/// <summary>Finds the mistakes in a chat's tools, in how they are chosen, and in the form of its answer.</summary>
internal static partial class ToolsValidation
{
    /// <summary>Each mistake as a sentence that names its place.</summary>
    public static IEnumerable<ChatMistake> Mistakes(StreamChatRequest chat)
    {
        HashSet<string> names = [];
        for (var index = 0; index < chat.Tools.Count; index++)
        {
            var tool = chat.Tools[index];
            if (!Name().IsMatch(tool.Name))
            {
                yield return new($"tools[{index}].name", " must have 1 to 64 letters, digits, underscores and hyphens.");
            }
            else if (!names.Add(tool.Name))
            {
                yield return new($"tools[{index}].name", " is that of another tool.");
            }

            if (tool.ParametersJson.Length > 0 && !IsObject(tool.ParametersJson))
            {
                yield return new($"tools[{index}].parameters", " is not a JSON object.");
            }
        }

        switch (chat.ToolChoice?.ChoiceCase)
        {
            case ToolChoice.ChoiceOneofCase.None:
            case ToolChoice.ChoiceOneofCase.Mode when chat.ToolChoice.Mode == ToolChoiceMode.Unspecified:
                yield return new("tool_choice", " says nothing; it needs a mode or the name of a tool.");
                break;
            case ToolChoice.ChoiceOneofCase.Mode when chat.ToolChoice.Mode == ToolChoiceMode.Required && chat.Tools.Count == 0:
                yield return new("tool_choice", " asks for a tool, and there is none in tools.");
                break;
            case ToolChoice.ChoiceOneofCase.ToolName when !names.Contains(chat.ToolChoice.ToolName):
                yield return new("tool_choice", " names a tool that tools does not have.");
                break;
        }

        if (chat.ResponseFormat is { FormatCase: ResponseFormat.FormatOneofCase.None })
        {
            yield return new("response_format", " says nothing; it needs json_object or json_schema.");
        }

        if (chat.ResponseFormat?.JsonSchema is { } schema && (!Name().IsMatch(schema.Name) || !IsObject(schema.SchemaJson)))
        {
            yield return new("response_format.json_schema", " needs a name of 1 to 64 letters, digits, underscores and hyphens, and a schema that is a JSON object.");
        }
    }

    private static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex Name();
}
