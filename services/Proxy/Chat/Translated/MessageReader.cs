using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Chat.Translated;

/// <summary>
/// Reads one message of a chat completion. What a provider wants back of an earlier answer comes in the fields that are in use for it:
/// <c>reasoning_details</c> (OpenRouter's) and <c>extra_content.google.thought_signature</c> (Google's).
/// </summary>
internal static class MessageReader
{
    /// <summary>Reads a message.</summary>
    public static ChatMessage Read(JsonField field, UnsupportedFields unsupported)
    {
        var parts = field.FieldsByName();
        var message = new ChatMessage { Role = parts.TryGetValue("role", out var role) ? ReadRole(role) : throw field.Wrong("needs a role") };
        foreach (var unknown in parts.Keys.Except(Known(message.Role)).Select(name => parts[name]).Where(unknown => !unknown.IsEmptyArray))
        {
            unsupported.Add(unknown.Path);
        }

        if (message.Role == Role.Tool)
        {
            message.Parts.Add(ReadToolResult(field, parts, unsupported));
            return message;
        }

        message.Parts.AddRange(ReadThinking(parts, unsupported));
        if (parts.TryGetValue("content", out var content))
        {
            message.Parts.AddRange(ContentReader.Read(content, unsupported));
        }

        if (parts.TryGetValue("refusal", out var refusal))
        {
            message.Parts.Add(new ContentPart { Text = refusal.Text() });
        }

        if (parts.TryGetValue("extra_content", out var extra) && ReadSignature(extra) is { Length: > 0 } signature)
        {
            SealText(message, signature);
        }

        if (parts.TryGetValue("tool_calls", out var calls))
        {
            message.Parts.AddRange(calls.Items().Select(call => ReadToolCall(call, unsupported)));
        }

        return message.Parts.Count > 0 ? message : throw field.Wrong("needs content");
    }

    /// <summary>Puts the seal on the text, or on an empty one where the model sealed what it did without a word.</summary>
    private static void SealText(ChatMessage message, string signature)
    {
        if (message.Parts is not [.., { ContentCase: ContentPart.ContentOneofCase.Text }])
        {
            message.Parts.Add(new ContentPart { Text = "" });
        }

        message.Parts[^1].Signature = signature;
    }

    private static Role ReadRole(JsonField role) => role.Text() switch
    {
        "system" or "developer" => Role.System,
        "user" => Role.User,
        "assistant" => Role.Assistant,
        "tool" => Role.Tool,
        _ => throw role.Wrong("must be one of system, developer, user, assistant, tool"),
    };

    private static IEnumerable<string> Known(Role role) => role switch
    {
        Role.Assistant => ["role", "content", "refusal", "tool_calls", "reasoning", "reasoning_content", "reasoning_details", "extra_content"],
        Role.Tool => ["role", "content", "tool_call_id", "name"],
        _ => ["role", "content"],
    };

    private static ContentPart ReadToolResult(JsonField field, IReadOnlyDictionary<string, JsonField> parts, UnsupportedFields unsupported)
    {
        var content = parts.TryGetValue("content", out var said) ? ContentReader.Read(said, unsupported).ToList() : [];
        var result = new ToolResult
        {
            ToolCallId = parts.TryGetValue("tool_call_id", out var id) ? id.Text() : throw field.Wrong("needs tool_call_id"),
            Text = string.Concat(content.Select(part => part.Text)),
        };
        result.Images.AddRange(content.Select(part => part.Image).Where(image => image is not null));
        return new ContentPart { ToolResult = result };
    }

    private static ContentPart ReadToolCall(JsonField field, UnsupportedFields unsupported)
    {
        var part = new ContentPart { ToolCall = new ToolCall() };
        foreach (var (name, member) in field.Fields())
        {
            switch (name)
            {
                case "id":
                    part.ToolCall.Id = member.Text();
                    break;
                case "function":
                    ReadFunction(member, part.ToolCall, unsupported);
                    break;
                case "extra_content":
                    part.Signature = ReadSignature(member);
                    break;
                case "type" when member.Text() == "function":
                case "index":
                    break;
                case "type":
                    throw member.Wrong("must be function");
                default:
                    unsupported.Add(member.Path);
                    break;
            }
        }

        return part.ToolCall is { Id.Length: > 0, Name.Length: > 0 } ? part : throw field.Wrong("needs an id, and a function with a name");
    }

    private static void ReadFunction(JsonField function, ToolCall call, UnsupportedFields unsupported)
    {
        foreach (var (name, field) in function.Fields())
        {
            switch (name)
            {
                case "name":
                    call.Name = field.Text();
                    break;
                case "arguments":
                    call.ArgumentsJson = field.Text();
                    break;
                default:
                    unsupported.Add(field.Path);
                    break;
            }
        }
    }

    /// <summary>What the model thought. Thoughts in plain text alone were for the reader; only what the provider sealed goes back.</summary>
    private static IEnumerable<ContentPart> ReadThinking(IReadOnlyDictionary<string, JsonField> parts, UnsupportedFields unsupported)
    {
        if (!parts.TryGetValue("reasoning_details", out var details))
        {
            yield break;
        }

        // A client that kept the stream's deltas sends them back as they came: the pieces up to a signature are one part.
        var open = new ContentPart { Thinking = new Thinking() };
        foreach (var detail in details.Items())
        {
            var members = detail.FieldsByName();
            if (members.TryGetValue("data", out var redacted))
            {
                if (open.Thinking.Text.Length > 0)
                {
                    yield return open;
                    open = new ContentPart { Thinking = new Thinking() };
                }

                yield return new ContentPart { Thinking = new Thinking { RedactedData = redacted.Text() }, Signature = Text("signature") };
            }
            else if (Text("text") is { Length: > 0 } || Text("signature") is { Length: > 0 })
            {
                open.Thinking.Text += Text("text");
                open.Signature = Text("signature");
            }
            else
            {
                unsupported.Add(detail.Path);
            }

            if (open.Signature.Length > 0)
            {
                yield return open;
                open = new ContentPart { Thinking = new Thinking() };
            }

            string Text(string name) => members.TryGetValue(name, out var member) ? member.Text() : "";
        }

        if (open.Thinking.Text.Length > 0)
        {
            yield return open;
        }
    }

    private static string ReadSignature(JsonField extra) => extra.Fields()
        .Where(vendor => vendor.Name == "google")
        .SelectMany(vendor => vendor.Field.Fields())
        .Where(member => member.Name == "thought_signature")
        .Select(member => member.Field.Text())
        .FirstOrDefault("");
}
