using System.Text;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Tests.Providers;

/// <summary>What the steps of an answer say once put together, however finely they were cut.</summary>
internal static class AnswerMeaning
{
    /// <summary>One line for each thing said, in order of its beginning, then the completion.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<StreamChatResponse> steps)
    {
        List<string> ended = [];
        var (text, thoughts) = (new StringBuilder(), new StringBuilder());
        SortedDictionary<int, string> calls = [];
        foreach (var step in steps)
        {
            switch (step.EventCase)
            {
                case StreamChatResponse.EventOneofCase.TextDelta:
                    text.Append(step.TextDelta.Text);
                    break;
                case StreamChatResponse.EventOneofCase.ThinkingDelta when step.ThinkingDelta.RedactedData.Length > 0:
                    ended.Add($"sealed thoughts {step.ThinkingDelta.RedactedData}");
                    break;
                case StreamChatResponse.EventOneofCase.ThinkingDelta:
                    thoughts.Append(step.ThinkingDelta.Text);
                    if (step.ThinkingDelta.Signature.Length > 0)
                    {
                        ended.Add($"thoughts {thoughts} sealed {step.ThinkingDelta.Signature}");
                        thoughts.Clear();
                    }

                    break;
                case StreamChatResponse.EventOneofCase.ToolCallDelta:
                    var delta = step.ToolCallDelta;
                    calls[delta.Index] = calls.TryGetValue(delta.Index, out var call)
                        ? call + delta.ArgumentsJson
                        : $"call {delta.Index} {delta.Id} {delta.Name} {delta.ArgumentsJson}";
                    break;
                case StreamChatResponse.EventOneofCase.Completion:
                    ended.Add($"text {text}");
                    ended.AddRange(calls.Values);
                    var usage = step.Completion.Usage;
                    ended.Add($"{step.Completion.FinishReason} of {step.Completion.Model} for {usage?.InputTokens}+{usage?.OutputTokens} "
                        + $"({usage?.CachedInputTokens} {usage?.CacheWriteInputTokens} {usage?.ReasoningTokens})");
                    break;
            }
        }

        return ended;
    }
}
