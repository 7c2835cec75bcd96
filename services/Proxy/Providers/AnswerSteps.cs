using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers;

/// <summary>Adds to the steps of an answer; what is empty adds nothing.</summary>
internal static class AnswerSteps
{
    /// <summary>More text.</summary>
    public static void AddText(this ICollection<StreamChatResponse> steps, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            steps.Add(new() { TextDelta = new() { Text = text } });
        }
    }

    /// <summary>More thoughts, and then the seal on them.</summary>
    public static void AddThinking(this ICollection<StreamChatResponse> steps, string? text, string? signature = null)
    {
        if (!string.IsNullOrEmpty(text))
        {
            steps.Add(new() { ThinkingDelta = new() { Text = text } });
        }

        if (!string.IsNullOrEmpty(signature))
        {
            steps.Add(new() { ThinkingDelta = new() { Signature = signature } });
        }
    }

    /// <summary>Thoughts that only the provider can read.</summary>
    public static void AddRedactedThinking(this ICollection<StreamChatResponse> steps, string? data)
    {
        if (!string.IsNullOrEmpty(data))
        {
            steps.Add(new() { ThinkingDelta = new() { RedactedData = data } });
        }
    }
}
