using Microsoft.Extensions.Options;
using Text2Llm.Proxy.Admission;
using Text2Llm.Proxy.Chat.Passed;
using Text2Llm.Proxy.Chat.Translated;
using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Chat;

/// <summary>
/// <c>POST /v1/proxy/chat/completions</c>: OpenAI's chat completions, for every provider. They pass byte for byte to those who take them, and
/// are translated for the others.
/// </summary>
internal sealed class ChatCompletionsEndpoint(
    CallAdmission admission, PassedChat passed, TranslatedChat translated, IOptions<ProxyOptions> options)
{
    public async Task HandleAsync(HttpContext context)
    {
        var (provider, key) = admission.Identify(context.Request);
        var unsupported = UnsupportedFields.Of(context.Request);
        await AnswerAsync(
            context, provider, key, unsupported, await LimitedBody.ReadAsync(context.Request, options.Value.MaxRequestBytes));
    }

    // Not the endpoint's own, for that waits until the answer is over and would keep the body as long.
    private Task AnswerAsync(
        HttpContext context, Provider provider, ProviderKey key, UnsupportedFields unsupported, ReadOnlyMemory<byte> body) =>
        provider.Wire.Passage is { } passage
            ? passed.HandleAsync(context, provider, key, passage, unsupported, body)
            : translated.HandleAsync(context, provider, key, unsupported, body);
}
