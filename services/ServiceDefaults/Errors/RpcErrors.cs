using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;
using StatusCodes = Microsoft.AspNetCore.Http.StatusCodes;

namespace Text2Llm.ServiceDefaults.Errors;

/// <summary>Errors on gRPC: a status with one ErrorInfo and, where waiting helps, a RetryInfo.</summary>
public static class RpcErrors
{
    /// <summary>The <c>domain</c> of every ErrorInfo.</summary>
    public const string Domain = "text2llm.io";

    /// <summary>The error as the exception that ends a gRPC call.</summary>
    public static RpcException ToRpcException(this CallError error) => ToStatus(error).ToRpcException();

    /// <summary>Answers a gRPC request with the error alone, from middleware that runs before any gRPC service.</summary>
    public static Task WriteAsync(HttpResponse response, CallError error)
    {
        var status = ToStatus(error);
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(status.Message);
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
        return response.CompleteAsync();
    }

    private static Google.Rpc.Status ToStatus(CallError error)
    {
        var status = new Google.Rpc.Status { Code = (int)error.GrpcStatus, Message = error.Message };
        var info = new ErrorInfo { Domain = Domain, Reason = error.Reason };
        foreach (var (key, value) in error.Metadata)
        {
            info.Metadata[key] = value;
        }

        status.Details.Add(Any.Pack(info));
        if (error.RetryAfter is { } wait)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) }));
        }

        return status;
    }
}
