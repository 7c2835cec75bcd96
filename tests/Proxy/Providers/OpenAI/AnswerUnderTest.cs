using System.Globalization;
using System.Text;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers.OpenAI;
using Step = Text2Llm.Protos.V1.StreamChatResponse.EventOneofCase;

namespace Text2Llm.Proxy.Tests.Providers.OpenAI;

/// <summary>Reads answers as the proxy does, and tells what came in short lines.</summary>
internal static class AnswerUnderTest
{
    /// <summary>Reads a stream of these events, which arrives in pieces of so many bytes.</summary>
    public static async Task<List<StreamChatResponse>> StreamAsync(IEnumerable<string> events, int pieceBytes = int.MaxValue)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(events.Select(data => $"data: {data}\r\n\r\n")));
        using var stream = new PiecemealStream(bytes, pieceBytes);
        List<StreamChatResponse> steps = [];
        await foreach (var step in Adapter().ReadStreamAsync(stream, TestContext.Current.CancellationToken))
        {
            steps.Add(step);
        }

        return steps;
    }

    public static IReadOnlyList<StreamChatResponse> Whole(string answer) => Adapter().ReadWhole(Encoding.UTF8.GetBytes(answer));

    /// <summary>Each step as a line, with what it holds between bars.</summary>
    public static List<string> Tell(IEnumerable<StreamChatResponse> steps) => [.. steps.Select(step => step.EventCase switch
    {
        Step.TextDelta => $"text {step.TextDelta.Text}",
        Step.ThinkingDelta => $"thought {step.ThinkingDelta.Text}|{step.ThinkingDelta.Signature}|{step.ThinkingDelta.RedactedData}",
        Step.ToolCallDelta => $"tool {step.ToolCallDelta.Index}|{step.ToolCallDelta.Id}|{step.ToolCallDelta.Name}|{step.ToolCallDelta.ArgumentsJson}"
            + (step.ToolCallDelta.Signature.Length > 0 ? $"|{step.ToolCallDelta.Signature}" : ""),
        _ => $"end {step.Completion.FinishReason} {step.Completion.Model}",
    })];

    /// <summary>What the steps come to, however they were cut: the texts, thoughts and calls, each in one line.</summary>
    public static List<string> Sum(IReadOnlyList<StreamChatResponse> steps)
    {
        var calls = steps.Where(step => step.EventCase == Step.ToolCallDelta).Select(step => step.ToolCallDelta).GroupBy(call => call.Index)
            .OrderBy(call => call.Key)
            .Select(call => string.Create(
                CultureInfo.InvariantCulture,
                $"tool {call.Key}|{Join(call, each => each.Id)}|{Join(call, each => each.Name)}|{Join(call, each => each.ArgumentsJson)}"));
        var thoughts = steps.Where(step => step.EventCase == Step.ThinkingDelta).Select(step => step.ThinkingDelta).ToList();
        return
        [
            $"thought {Join(thoughts, each => each.Text)}|{Join(thoughts, each => each.Signature)}|{Join(thoughts, each => each.RedactedData)}",
            $"text {Join(steps.Where(step => step.EventCase == Step.TextDelta), step => step.TextDelta.Text)}",
            .. calls,
            $"end {steps[^1].Completion}",
        ];

        static string Join<T>(IEnumerable<T> items, Func<T, string> text) => string.Concat(items.Select(text));
    }

    private static OpenAIChat Adapter()
    {
        var made = 0;
        return new OpenAIChat(new OpenAIDialect(), () => string.Create(CultureInfo.InvariantCulture, $"made{made++}"));
    }

    /// <summary>Gives its bytes a few at a time.</summary>
    private sealed class PiecemealStream(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
