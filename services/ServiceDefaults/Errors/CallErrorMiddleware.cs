using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Text2Llm.ServiceDefaults.Errors;

/// <summary>
/// Turns what an HTTP endpoint throws, or middleware before a gRPC service, into the error of the surface that was called; a fault of ours keeps
/// its details to the log.
/// </summary>
internal sealed partial class CallErrorMiddleware(RequestDelegate next, ILogger<CallErrorMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (CallException failure) when (!context.Response.HasStarted)
        {
            if (failure.Error.HttpStatus >= StatusCodes.Status500InternalServerError)
            {
                LogFailure(logger, context.Request.Method, context.Request.Path, failure.Error.Reason, failure.Cause);
            }

            await CallErrors.WriteAsync(context, failure.Error);
        }
        catch (BadHttpRequestException malformed) when (!context.Response.HasStarted)
        {
            var error = CallError.Invalid("The HTTP request is malformed or broke off.") with { HttpStatus = malformed.StatusCode };
            await CallErrors.WriteAsync(context, error);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left; there is nobody to tell.
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            LogFault(logger, context.Request.Method, context.Request.Path, fault);
            await CallErrors.WriteAsync(context, CallError.Internal());
        }
    }

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "{Method} {Path} ended with {Reason} {Cause}")]
    private static partial void LogFailure(ILogger logger, string method, string path, string reason, string cause);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogFault(ILogger logger, string method, string path, Exception fault);
}
