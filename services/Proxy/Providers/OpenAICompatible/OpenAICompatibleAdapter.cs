using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Sse;

namespace Text2Llm.Proxy.Providers.OpenAICompatible;

/// <summary>Speaks OpenAI's chat completions, which many providers take.</summary>
internal sealed class OpenAICompatibleAdapter : IProviderAdapter
{
    private const int MaxEventBytes = 1024 * 1024;
    private const int ReadBytes = 16 * 1024;

    public HttpRequestMessage CreateRequest(Provider provider, string key, StreamChatRequest chat) =>
        CreateRequest(provider, key, ChatCompletionRequestWriter.Write(chat, provider.Options.StreamsUsage));

    public HttpRequestMessage CreateRequest(Provider provider, string key, ReadOnlyMemory<byte> chatCompletion)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(provider.BaseAddress, "chat/completions"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ReadOnlyMemoryContent(chatCompletion),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (key.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return request;
    }

    public async IAsyncEnumerable<StreamChatResponse> ReadAsync(Stream answer, [EnumeratorCancellation] CancellationToken cancel)
    {
        var framer = new SseFramer(MaxEventBytes);
        var completion = new CompletionAssembler();
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            int read;
            while ((read = await answer.ReadAsync(buffer, cancel)) > 0)
            {
                for (var start = 0; start < read;)
                {
                    var ended = framer.TryRead(buffer.AsSpan(start, read - start), out var consumed);
                    start += consumed;
                    if (ended && Take(framer, completion) is { } delta)
                    {
                        yield return delta;
                    }
                }
            }

            if (framer.TryEnd() && Take(framer, completion) is { } last)
            {
                yield return last;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        yield return completion.Finish();
    }

    private static StreamChatResponse? Take(SseFramer framer, CompletionAssembler completion)
    {
        if (!framer.HasData)
        {
            return null;
        }

        if (framer.Data.SequenceEqual("[DONE]"u8))
        {
            completion.End();
            return null;
        }

        try
        {
            return completion.Take(JsonSerializer.Deserialize(framer.Data, ChatCompletionJson.Default.ChatCompletionChunk));
        }
        catch (JsonException malformed)
        {
            throw new ProviderFaultException("The provider sent an event that is not a chat completion chunk.", malformed);
        }
    }
}
