using Microsoft.Extensions.Options;
using Text2Llm.Proxy.Admission;
using Text2Llm.Proxy.Limits;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Embeddings;

/// <summary>
/// <c>POST /v1/proxy/embeddings</c>: OpenAI's embeddings, for every provider. They pass byte for byte to those who take them as they are, and
/// are translated for the others.
/// </summary>
internal sealed class EmbeddingsEndpoint(
    CallAdmission admission, PassedEmbeddings passed, TranslatedEmbeddings translated, IOptions<ProxyOptions> options)
{
    public async Task HandleAsync(HttpContext context)
    {
        var (provider, key) = admission.Identify(context.Request);
        var unsupported = UnsupportedFields.Of(context.Request);
        var bytes = await LimitedBody.ReadAsync(context.Request, options.Value.MaxRequestBytes);
        var body = EmbeddingsBody.Read(bytes.Span);
        if (provider.Wire.Passage is { } passage && (passage.TakesDimensions || !body.HasDimensions))
        {
            await passed.HandleAsync(context, provider, key, passage, body, bytes);
            return;
        }

        var response = await translated.EmbedAsync(
            context, provider, key, body.ToRequest(unsupported), unsupported, CallRoute.HttpEmbeddings, context.RequestAborted);
        await EmbeddingsAnswer.WriteAsync(context.Response, response, body.WantsBase64);
    }
}
