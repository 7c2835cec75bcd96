using System.Text;
using BenchmarkDotNet.Attributes;
using Text2Llm.Proxy.Chat.Passed;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>What the proxy reads of a request before it asks whether it may go out.</summary>
public class RequestReading
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes(
        $$"""{"model":"bench","stream":true,"max_tokens":256,"messages":[{"role":"user","content":"{{string.Concat(Enumerable.Repeat("Tell me something about nothing. ", 32))}}"}]}""");

    /// <summary>The model, whether to stream, and the tokens to hold.</summary>
    [Benchmark]
    public bool ReadHead() => ChatCompletionHead.Read(_body).IsStreamed;
}
