using System.Text.Json;

namespace Text2Llm.TestServers;

/// <summary>What the Gemini API insists on in a request: only fields that it knows, and a conversation that holds together.</summary>
internal static class GeminiRules
{
    // The fields of each type, and the types of those fields that have fields of their own.
    private static readonly Dictionary<string, Dictionary<string, string>> Types = new()
    {
        ["generateContent"] = Fields("contents:content systemInstruction:content tools:tool toolConfig:toolConfig generationConfig:generationConfig"),
        ["content"] = Fields("role parts:part"),
        ["part"] = Fields("text thought thoughtSignature inlineData:blob fileData:file functionCall:call functionResponse:response"),
        ["blob"] = Fields("mimeType data"),
        ["file"] = Fields("mimeType fileUri"),
        ["call"] = Fields("id name args"),
        ["response"] = Fields("id name response parts:part"),
        ["tool"] = Fields("functionDeclarations:function"),
        ["function"] = Fields("name description parameters parametersJsonSchema"),
        ["toolConfig"] = Fields("functionCallingConfig:calling"),
        ["calling"] = Fields("mode allowedFunctionNames"),
        ["generationConfig"] = Fields(
            "temperature topP topK maxOutputTokens stopSequences seed presencePenalty frequencyPenalty responseMimeType responseSchema "
            + "responseJsonSchema mediaResolution thinkingConfig:thinking"),
        ["thinking"] = Fields("thinkingBudget thinkingLevel includeThoughts"),
        ["batchEmbedContents"] = Fields("requests:embed"),
        ["embed"] = Fields("model content:content outputDimensionality"),
    };

    /// <summary>The first mistake in a request's body; null where there is none.</summary>
    public static string? Mistake(string method, string model, JsonElement body)
    {
        var isEmbedding = method == "batchEmbedContents";
        if (UnknownField(body, isEmbedding ? method : "generateContent") is { } field)
        {
            return $"Invalid JSON payload received. Unknown name \"{field}\": Cannot find field.";
        }

        if (isEmbedding)
        {
            return body.GetProperty("requests").EnumerateArray().Any(request => request.GetProperty("model").GetString() != model)
                ? "The model of a request is not the model of the batch."
                : null;
        }

        return body.TryGetProperty("contents", out var contents) && contents.GetArrayLength() > 0
            ? MistakeIn([.. contents.EnumerateArray()], model)
            : "contents is not specified";
    }

    private static string? MistakeIn(List<JsonElement> contents, string model)
    {
        for (var index = 0; index < contents.Count; index++)
        {
            var (role, calls, results) = (contents[index].GetProperty("role").GetString(), Named(contents[index], "functionCall"), Named(contents[index], "functionResponse"));
            if (role is not ("user" or "model"))
            {
                return "Please use a valid role: user, model.";
            }

            var asked = index == 0 ? [] : Named(contents[index - 1], "functionCall");
            if (!results.Select(NameOf).Order().SequenceEqual(asked.Select(NameOf).Order()) && (results.Count > 0 || role == "user"))
            {
                return "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.";
            }

            if (calls.Count > 0 && model.StartsWith("models/gemini-3", StringComparison.Ordinal) && !calls[0].TryGetProperty("thoughtSignature", out _))
            {
                return $"Function call is missing a thought_signature in functionCall parts, in content {index}.";
            }
        }

        return null;

        string? NameOf(JsonElement part) =>
            part.EnumerateObject().First(member => member.Name is "functionCall" or "functionResponse").Value.GetProperty("name").GetString();
    }

    private static List<JsonElement> Named(JsonElement content, string kind) =>
        [.. content.GetProperty("parts").EnumerateArray().Where(part => part.TryGetProperty(kind, out _))];

    private static string? UnknownField(JsonElement value, string type) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Select(item => UnknownField(item, type)).FirstOrDefault(name => name is not null)
        : value.EnumerateObject().Select(member => !Types[type].TryGetValue(member.Name, out var next) ? $"{type}.{member.Name}"
            : next.Length > 0 ? UnknownField(member.Value, next) : null).FirstOrDefault(name => name is not null);

    private static Dictionary<string, string> Fields(string fields) =>
        fields.Split(' ').Select(field => field.Split(':')).ToDictionary(field => field[0], field => field.ElementAtOrDefault(1) ?? "");
}
