using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Shaping;

/// <summary>Gives turns the names of a shape.</summary>
internal static class TurnShaper
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly RecordText System = "system";
    private static readonly RecordText User = "user";
    private static readonly RecordText Human = "human";
    private static readonly RecordText Assistant = "assistant";
    private static readonly RecordText Gpt = "gpt";
    private static readonly RecordText Tool = "tool";
    private static readonly RecordText Observation = "observation";
    private static readonly RecordText FunctionCall = "function_call";

    public static void Shape(IReadOnlyList<RecordPart> turns, RecordShape shape, List<OutputTurn> output)
    {
        output.Clear();
        foreach (var turn in turns)
        {
            if (shape != RecordShape.ShareGpt)
            {
                output.Add(new OutputTurn(OpenAiRole(turn.Role), turn.Value, turn.Extra));
            }
            else if (turn.Extra is not null && Call(turn.Extra) is { } call)
            {
                // ShareGPT has a turn of its own for a call.
                if (!turn.Value.IsEmpty)
                {
                    output.Add(new OutputTurn(Gpt, turn.Value, null));
                }

                output.Add(new OutputTurn(FunctionCall, call, null));
            }
            else
            {
                output.Add(new OutputTurn(ShareGptRole(turn.Role), turn.Value, turn.Extra));
            }
        }
    }

    /// <summary>A conversation as one text: <c>User: …</c>, <c>Assistant: …</c> and so on, with a blank line between. A turn that only calls
    /// tools has its calls as JSON.</summary>
    public static string Render(IReadOnlyList<RecordPart> turns)
    {
        var text = new StringBuilder();
        foreach (var turn in turns)
        {
            text.Append(text.Length == 0 ? "" : "\n\n").Append(turn.Role switch
            {
                ChatRole.System => "System: ",
                ChatRole.User => "User: ",
                ChatRole.Tool => "Tool: ",
                _ => "Assistant: ",
            });
            text.Append(turn.Text.Length == 0 ? turn.Extra : turn.Text);
        }

        return text.ToString();
    }

    private static RecordText OpenAiRole(ChatRole role) => role switch
    {
        ChatRole.System => System,
        ChatRole.User => User,
        ChatRole.Tool => Tool,
        _ => Assistant,
    };

    private static RecordText ShareGptRole(ChatRole role) => role switch
    {
        ChatRole.System => System,
        ChatRole.User => Human,
        ChatRole.Tool => Observation,
        _ => Gpt,
    };

    // The calls of a turn as ShareGPT has them: an object of a name and arguments, or a list of such; null where there are none.
    private static string? Call(string extra)
    {
        if (JsonNode.Parse(extra)?["tool_calls"] is not JsonArray { Count: > 0 } calls)
        {
            return null;
        }

        var plain = new JsonArray([.. calls.Select(call => call is JsonObject ? Plain(call["function"] as JsonObject) : null).OfType<JsonNode>()]);
        return (plain.Count == 1 ? plain[0]! : plain).ToJsonString(Relaxed);
    }

    private static JsonObject? Plain(JsonObject? function)
    {
        if (function is null)
        {
            return null;
        }

        var arguments = function["arguments"];
        if (arguments is JsonValue text && text.TryGetValue<string>(out var json))
        {
            try
            {
                arguments = JsonNode.Parse(json);
            }
            catch (JsonException)
            {
                // Arguments that are no JSON stay a text.
            }
        }

        return new JsonObject { ["name"] = function["name"]?.DeepClone(), ["arguments"] = arguments?.DeepClone() };
    }
}
