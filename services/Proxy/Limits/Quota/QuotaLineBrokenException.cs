using Grpc.Core;

namespace Text2Llm.Proxy.Limits.Quota;

/// <summary>The stream to the quota service broke before a decision came.</summary>
internal sealed class QuotaLineBrokenException(RpcException reason) : Exception(reason.Message, reason)
{
    /// <summary>Why.</summary>
    public RpcException Reason => reason;
}
