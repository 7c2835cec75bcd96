using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Chat.Translated;

/// <summary>Reads the tools of a chat completion, how they are chosen, and the form of its answer.</summary>
internal static class ToolsReader
{
    /// <summary>Reads one of <c>tools</c>, <c>tool_choice</c>, <c>parallel_tool_calls</c> and <c>response_format</c> into the chat.</summary>
    public static void Read(string name, JsonField field, StreamChatRequest chat, UnsupportedFields unsupported)
    {
        switch (name)
        {
            case "tools":
                chat.Tools.AddRange(field.Items().Where(tool => IsFunction(tool, unsupported)).Select(tool => ReadFunction(FunctionOf(tool), unsupported)));
                break;
            case "tool_choice":
                chat.ToolChoice = ReadChoice(field, unsupported);
                break;
            case "parallel_tool_calls":
                chat.ParallelToolCalls = field.Flag();
                break;
            default:
                chat.ResponseFormat = ReadFormat(field, unsupported);
                break;
        }
    }

    /// <summary>Whether a tool, or the choice of one, is a function; there are no others in the house's shape, and they are named.</summary>
    private static bool IsFunction(JsonField field, UnsupportedFields unsupported)
    {
        var isFunction = true;
        foreach (var (name, member) in field.Fields())
        {
            if (name == "type" && member.Text() != "function")
            {
                unsupported.Add($"{member.Path} {member.Text()}");
                isFunction = false;
            }
            else if (name is not ("type" or "function"))
            {
                unsupported.Add(member.Path);
            }
        }

        return isFunction;
    }

    private static JsonField FunctionOf(JsonField field) =>
        field.FieldsByName().TryGetValue("function", out var function) ? function : throw field.Wrong("needs function");

    private static Tool ReadFunction(JsonField function, UnsupportedFields unsupported)
    {
        var tool = new Tool();
        foreach (var (name, field) in function.Fields())
        {
            switch (name)
            {
                case "name":
                    tool.Name = field.Text();
                    break;
                case "description":
                    tool.Description = field.Text();
                    break;
                case "parameters":
                    tool.ParametersJson = field.Json();
                    break;
                case "strict":
                    tool.Strict = field.Flag();
                    break;
                default:
                    unsupported.Add(field.Path);
                    break;
            }
        }

        return tool;
    }

    private static ToolChoiceMode ReadMode(JsonField field) => field.Text() switch
    {
        "auto" => ToolChoiceMode.Auto,
        "none" => ToolChoiceMode.None,
        "required" => ToolChoiceMode.Required,
        _ => throw field.Wrong("must be auto, none, required, or an object that names a function"),
    };

    private static ToolChoice? ReadChoice(JsonField choice, UnsupportedFields unsupported)
    {
        if (choice.IsString)
        {
            return new ToolChoice { Mode = ReadMode(choice) };
        }

        return IsFunction(choice, unsupported) ? new ToolChoice { ToolName = ReadFunction(FunctionOf(choice), unsupported).Name } : null;
    }

    private static ResponseFormat? ReadFormat(JsonField format, UnsupportedFields unsupported)
    {
        var parts = format.FieldsByName();
        if (!parts.TryGetValue("type", out var type))
        {
            throw format.Wrong("needs a type: text, json_object or json_schema");
        }

        foreach (var name in parts.Keys.Where(name => name != "type" && name != type.Text()))
        {
            unsupported.Add(parts[name].Path);
        }

        switch (type.Text())
        {
            case "text":
                return null;
            case "json_object":
                return new ResponseFormat { JsonObject = new JsonObjectFormat() };
            case "json_schema":
                return new ResponseFormat
                {
                    JsonSchema = parts.TryGetValue("json_schema", out var schema)
                        ? ReadSchema(schema, unsupported)
                        : throw format.Wrong("needs json_schema with type json_schema"),
                };
            default:
                unsupported.Add($"{type.Path} {type.Text()}");
                return null;
        }
    }

    private static JsonSchemaFormat ReadSchema(JsonField schema, UnsupportedFields unsupported)
    {
        var format = new JsonSchemaFormat();
        foreach (var (name, field) in schema.Fields())
        {
            switch (name)
            {
                case "name":
                    format.Name = field.Text();
                    break;
                case "description":
                    format.Description = field.Text();
                    break;
                case "schema":
                    format.SchemaJson = field.Json();
                    break;
                case "strict":
                    format.Strict = field.Flag();
                    break;
                default:
                    unsupported.Add(field.Path);
                    break;
            }
        }

        return format;
    }
}
