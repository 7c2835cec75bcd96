using Grpc.Core;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Limits.Quota;

/// <summary>Asks the quota service over one stream, which is opened at the first need and anew when it broke.</summary>
/// <param name="quota">The quota service.</param>
/// <param name="release">Takes what was reserved for a call that nobody will make.</param>
/// <param name="time">The clock.</param>
internal sealed class QuotaLines(QuotaService.QuotaServiceClient quota, Action<Settlement> release, TimeProvider time) : IDisposable
{
    private readonly Lock _opening = new();
    private QuotaLine? _line;

    /// <summary>Asks for a decision on one call.</summary>
    /// <exception cref="RpcException">The service could not decide, or is out of reach.</exception>
    public async Task<ReserveResponse> ReserveAsync(ReserveRequest call, CancellationToken cancel)
    {
        try
        {
            return await Line().ReserveAsync(call, cancel);
        }
        catch (QuotaLineBrokenException)
        {
            // The service was replaced, most likely: its successor is asked. Should the first have decided after all, what it held expires.
        }

        try
        {
            return await Line().ReserveAsync(call, cancel);
        }
        catch (QuotaLineBrokenException again)
        {
            throw again.Reason;
        }
    }

    public void Dispose() => _line?.Dispose();

    private QuotaLine Line()
    {
        if (Volatile.Read(ref _line) is { IsBroken: false } line)
        {
            return line;
        }

        lock (_opening)
        {
            if (_line is not { IsBroken: false })
            {
                _line?.Dispose();
                _line = new QuotaLine(quota, Release, time);
            }

            return _line;
        }
    }

    private void Release(string userId, Reservation reservation) =>
        release(new Settlement { UserId = userId, ReservationId = reservation.Id });
}
