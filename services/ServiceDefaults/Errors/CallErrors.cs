using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Text2Llm.ServiceDefaults.Errors;

/// <summary>Errors of middleware, which serves both surfaces.</summary>
internal static class CallErrors
{
    /// <summary>Answers with the error in the form of the surface that was called.</summary>
    public static Task WriteAsync(HttpContext context, CallError error)
    {
        context.RequestServices.GetRequiredService<CallErrorMetrics>().Told(error.Reason);
        var isGrpc = context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
        return isGrpc ? RpcErrors.WriteAsync(context.Response, error) : HttpErrors.WriteAsync(context.Response, error);
    }
}
