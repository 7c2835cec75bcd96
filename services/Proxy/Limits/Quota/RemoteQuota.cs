using Grpc.Core;
using Text2Llm.Ledger;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Limits.Quota;

/// <summary>The quota service, which decides for every proxy.</summary>
internal sealed class RemoteQuota(QuotaLines lines, QuotaService.QuotaServiceClient service) : IQuota
{
    public async Task<ReserveResponse> ReserveAsync(ReserveRequest request, CancellationToken cancel)
    {
        try
        {
            return await lines.ReserveAsync(request, cancel);
        }
        catch (RpcException failure)
        {
            throw Meaning(failure);
        }
    }

    public async Task<SettleResponse> SettleAsync(SettleRequest request, CancellationToken cancel)
    {
        try
        {
            return await service.SettleAsync(request, cancellationToken: cancel);
        }
        catch (RpcException failure)
        {
            throw Meaning(failure);
        }
    }

    /// <summary>A service that dies in mid-answer shows as one of several statuses; only what we ask wrongly is no failure of its.</summary>
    private static CallException Meaning(RpcException failure) => failure.StatusCode is StatusCode.InvalidArgument
        ? new CallException(CallError.Invalid(failure.Status.Detail), failure)
        : QuotaUnavailable.Because(failure);
}
