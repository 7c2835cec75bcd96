using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Errors;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Chat.Translated;

/// <summary>A chat completion for a provider that speaks another format: translated there and back.</summary>
internal sealed class TranslatedChat(ChatExchange exchange, TimeProvider time)
{
    public Task HandleAsync(
        HttpContext context, Provider provider, ProviderKey key, UnsupportedFields unsupported, ReadOnlyMemory<byte> body)
    {
        var request = ChatCompletionReader.Read(body.Span, unsupported);
        StreamChatRequestValidation.Check(request.Chat);
        var call = new ChatCall(provider, key, request.Chat, request.IsStreamed, unsupported);
        var answer = new ChatCompletionWriter($"chatcmpl-{Guid.NewGuid():N}", request.Chat.Model, time.GetUtcNow());
        return request.IsStreamed
            ? StreamAsync(context, call, new ChatCompletionChunkWriter(answer, request.TellsUsage))
            : AnswerAsync(context, call, answer);
    }

    private async Task StreamAsync(HttpContext context, ChatCall call, ChatCompletionChunkWriter chunks)
    {
        try
        {
            await exchange.RunAsync(context, call, CallRoute.HttpChat, PassAsync, context.RequestAborted);
        }
        catch (CallException failure) when (context.Response.HasStarted)
        {
            await context.Response.Body.WriteAsync(HttpErrors.ToEvent(failure.Error), context.RequestAborted);
        }

        async Task PassAsync(StreamChatResponse step, CancellationToken cancel)
        {
            if (!context.Response.HasStarted)
            {
                AnswerHeaders.Set(context, StatusCodes.Status200OK, SseAnswer.MediaType);
            }

            await context.Response.Body.WriteAsync(chunks.Write(step), cancel);
            await context.Response.Body.FlushAsync(cancel);
        }
    }

    private async Task AnswerAsync(HttpContext context, ChatCall call, ChatCompletionWriter answer)
    {
        List<StreamChatResponse> steps = [];
        await exchange.RunAsync(context, call, CallRoute.HttpChat, Keep, context.RequestAborted);
        var body = answer.Write(steps);
        AnswerHeaders.Set(context, StatusCodes.Status200OK, "application/json");
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);

        Task Keep(StreamChatResponse step, CancellationToken cancel)
        {
            steps.Add(step);
            return Task.CompletedTask;
        }
    }
}
