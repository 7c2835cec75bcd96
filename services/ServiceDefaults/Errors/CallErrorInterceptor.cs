using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace Text2Llm.ServiceDefaults.Errors;

/// <summary>Turns what a gRPC service throws into the status that its caller is told; a fault of ours keeps its details to the log.</summary>
internal sealed partial class CallErrorInterceptor(CallErrorMetrics metrics, ILogger<CallErrorInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => continuation(request, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        });

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => continuation(requestStream, context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, async () =>
        {
            await continuation(requestStream, responseStream, context);
            return true;
        });

    private async Task<T> GuardAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (CallException failure)
        {
            metrics.Told(failure.Error.Reason);
            if (failure.Error.HttpStatus >= 500)
            {
                LogFailure(logger, context.Method, failure.Error.Reason, failure.Cause);
            }

            throw failure.Error.ToRpcException();
        }
        catch (Exception fault) when (fault is not RpcException and not OperationCanceledException)
        {
            metrics.Told(ErrorReason.Internal);
            LogFault(logger, context.Method, fault);
            throw CallError.Internal().ToRpcException();
        }
    }

    [LoggerMessage(EventId = 1005, Level = LogLevel.Warning, Message = "{Method} ended with {Reason} {Cause}")]
    private static partial void LogFailure(ILogger logger, string method, string reason, string cause);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "{Method} failed")]
    private static partial void LogFault(ILogger logger, string method, Exception fault);
}
