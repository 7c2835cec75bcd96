using System.Text;
using BenchmarkDotNet.Attributes;
using Text2Llm.Benchmarks.Upstream;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Chat.Translated;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.OpenAI;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>Between the proto's messages and OpenAI's.</summary>
[MemoryDiagnoser]
public class Translation
{
    private const int Events = 64;
    private const string Words = "Tell me something about nothing. ";

    private static readonly Provider Provider = new(
        "bench", new ProviderOptions { BaseUrl = "http://127.0.0.1/v1", KeyRequired = false }, OpenAIWire.OpenAI);

    private readonly byte[] _answer = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Repeat(Encoding.UTF8.GetString(Answers.Event().Bytes), Events)) + Encoding.UTF8.GetString(Answers.End().Bytes));

    private readonly byte[] _body = Encoding.UTF8.GetBytes(
        $$"""{"model":"bench","stream":true,"messages":[{"role":"user","content":"{{string.Concat(Enumerable.Repeat(Words, 32))}}"}]}""");

    private readonly StreamChatRequest _chat = new()
    {
        Model = "bench",
        Messages = { new ChatMessage { Role = Role.User, Parts = { new ContentPart { Text = string.Concat(Enumerable.Repeat(Words, 32)) } } } },
    };

    /// <summary>OpenAI's JSON to a chat.</summary>
    [Benchmark]
    public int ReadRequest() => ChatCompletionReader.Read(_body, new UnsupportedFields(areIgnored: false)).Chat.Messages.Count;

    /// <summary>A chat to a request in OpenAI's JSON.</summary>
    [Benchmark]
    public long? WriteRequest()
    {
        using var request = Provider.Wire.Chat.CreateRequest(new ChatCall(
            Provider, ProviderKey.From(null, Provider), _chat, IsStreamed: true, new UnsupportedFields(areIgnored: false)));
        return request.Content!.Headers.ContentLength;
    }

    /// <summary>An answer's events to deltas, for each event.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public async Task<int> ReadAnswer()
    {
        var deltas = 0;
        using var answer = new MemoryStream(_answer);
        await foreach (var _ in Provider.Wire.Chat.ReadStreamAsync(answer, CancellationToken.None))
        {
            deltas++;
        }

        return deltas;
    }
}
