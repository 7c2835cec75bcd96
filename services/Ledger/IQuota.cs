using Text2Llm.Protos.V1;

namespace Text2Llm.Ledger;

/// <summary>
/// Holds users to their limits, in this process or in another. What is asked and answered is the contract's (<c>quota.proto</c>).
/// </summary>
public interface IQuota
{
    /// <summary>Decides on one call, and holds its estimate where it may be made.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancel">Cancelled when nobody waits any more; what is reserved nevertheless is released.</param>
    /// <exception cref="ServiceDefaults.Errors.CallException">
    /// The request is wrong, or nobody can decide now (<see cref="QuotaUnavailable"/>).
    /// </exception>
    Task<ReserveResponse> ReserveAsync(ReserveRequest request, CancellationToken cancel);

    /// <summary>
    /// Replaces the estimates of calls that are over by what they used. Where it fails, some may be replaced and some not: all of them can be
    /// told again.
    /// </summary>
    /// <exception cref="ServiceDefaults.Errors.CallException">
    /// The request is wrong, or the count is out of reach now (<see cref="QuotaUnavailable"/>).
    /// </exception>
    Task<SettleResponse> SettleAsync(SettleRequest request, CancellationToken cancel);
}
