using Microsoft.AspNetCore.Http.Features;

namespace Text2Llm.Proxy.Chat;

/// <summary>The headers of an answer that goes to the caller as it comes.</summary>
internal static class AnswerHeaders
{
    /// <summary>Sets them, and lets nothing on the way hold bytes back.</summary>
    public static void Set(HttpContext context, int status, string? contentType)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }
}
