using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;
using Text2Llm.Ledger;
using Text2Llm.Protos.V1;

namespace Text2Llm.Quota.Grpc;

/// <summary><c>QuotaService</c> over the ledger.</summary>
internal sealed class QuotaGrpcService(IQuota quota, ILogger<QuotaGrpcService> logger) : QuotaService.QuotaServiceBase
{
    public override Task<ReserveResponse> Reserve(ReserveRequest request, ServerCallContext context) =>
        quota.ReserveAsync(request, context.CancellationToken);

    public override Task ReserveMany(
        IAsyncStreamReader<ReserveManyRequest> requestStream, IServerStreamWriter<ReserveManyResponse> responseStream, ServerCallContext context) =>
        new ReserveStream(quota, logger).RunAsync(requestStream, responseStream, Closing(context), context.CancellationToken);

    public override Task<SettleResponse> Settle(SettleRequest request, ServerCallContext context) =>
        quota.SettleAsync(request, context.CancellationToken);

    /// <summary>
    /// Cancelled when the server closes the caller's connection. Not when the host is told to stop: until readiness has been off for a while
    /// callers have nobody else to ask, and a stream opened anew would come over the same connection and end at once.
    /// </summary>
    private static CancellationToken Closing(ServerCallContext context) =>
        context.GetHttpContext().Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
}
