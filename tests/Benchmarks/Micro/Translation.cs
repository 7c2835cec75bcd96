using System.Text;
using BenchmarkDotNet.Attributes;
using Text2Llm.Benchmarks.Upstream;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.OpenAI;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>Between the proto's messages and OpenAI's.</summary>
public class Translation
{
    private const int Events = 64;
    private readonly byte[] _answer = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Repeat(Encoding.UTF8.GetString(Answers.Event().Bytes), Events)) + Encoding.UTF8.GetString(Answers.End().Bytes));

    private readonly StreamChatRequest _chat = new()
    {
        Model = "bench",
        Messages = { new ChatMessage { Role = Role.User, Parts = { new ContentPart { Text = string.Concat(Enumerable.Repeat("Tell me something about nothing. ", 32)) } } } },
    };

    /// <summary>A request to its JSON.</summary>
    [Benchmark]
    public int WriteRequest() => ChatCompletionRequestWriter.Write(_chat, asksForUsage: true).Length;

    /// <summary>An answer's events to deltas, for each event.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public async Task<int> ReadAnswer()
    {
        var deltas = 0;
        using var answer = new MemoryStream(_answer);
        await foreach (var _ in SseAnswer.ReadAsync(answer, new CompletionAssembler(), CancellationToken.None))
        {
            deltas++;
        }

        return deltas;
    }
}
