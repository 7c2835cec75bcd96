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
                chat.Tools.AddRange(field.Items().Select(tool => ReadTool(tool, unsupported)).OfType<Tool>());
                break;
            case "tool_choice":
                chat.ToolChoice = field.IsString ? new ToolChoice { Mode = ReadMode(field) } : ReadNamed(field, unsupported);
                break;
            case "parallel_tool_calls":
                chat.ParallelToolCalls = field.Flag();
                break;
            default:
                chat.ResponseFormat = ReadFormat(field, unsupported);
                break;
        }
    }

    private static Tool? ReadTool(JsonField field, UnsupportedFields unsupported)
    {
        Tool? tool = null;
        foreach (var (name, member) in field.Fields())
        {
            if (name == "function")
            {
                tool = ReadFunction(member, unsupported);
            }
            else if (name != "type" || member.Text() != "function")
            {
                unsupported.Add(name == "type" ? $"{member.Path} {member.Text()}" : member.Path);
            }
        }

        return tool;
    }

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

    private static ToolChoice? ReadNamed(JsonField choice, UnsupportedFields unsupported)
    {
        ToolChoice? named = null;
        foreach (var (name, field) in choice.Fields())
        {
            if (name == "function")
            {
                named = new ToolChoice { ToolName = field.Fields().Where(part => part.Name == "name").Select(part => part.Field.Text()).FirstOrDefault("") };
            }
            else if (name != "type" || field.Text() != "function")
            {
                unsupported.Add(name == "type" ? $"{field.Path} {field.Text()}" : field.Path);
            }
        }

        return named;
    }

    private static ResponseFormat? ReadFormat(JsonField format, UnsupportedFields unsupported)
    {
        var parts = format.Fields().ToDictionary(part => part.Name, part => part.Field);
        if (!parts.TryGetValue("type", out var type))
        {
            throw format.Wrong("needs a type: text, json_object or json_schema");
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
