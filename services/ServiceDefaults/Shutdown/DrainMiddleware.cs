using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.ServiceDefaults.Shutdown;

/// <summary>Counts calls in and out of a <see cref="Drain"/>, and refuses those that come too late.</summary>
internal sealed class DrainMiddleware(RequestDelegate next, Drain drain)
{
    private static readonly CallError TooLate = new(
        ErrorReason.ServerShuttingDown,
        "This server is shutting down and takes no new calls; call again, and another one answers.",
        StatusCodes.Status503ServiceUnavailable,
        StatusCode.Unavailable)
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ServedToTheEnd>() is not null)
        {
            await next(context);
            return;
        }

        if (!drain.TryEnter())
        {
            await RefuseAsync(context);
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            drain.Leave();
        }
    }

    private static Task RefuseAsync(HttpContext context)
    {
        // HTTP/2 has no such header: there the host tells that the connection ends.
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return CallErrors.WriteAsync(context, TooLate);
    }
}
