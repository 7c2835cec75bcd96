using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;
using Text2Llm.Ledger.Limits;
using Text2Llm.Ledger.Reservations;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Ledger;

/// <summary>The contract over the ledger of this process.</summary>
internal sealed class LedgerQuota(IQuotaLedger ledger, IOptions<QuotaOptions> options) : IQuota
{
    private const long MostTokens = 1_000_000_000_000_000;
    private const int LongestUserId = 128;
    private const int MostSettlements = 1000;
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(1);

    public async Task<ReserveResponse> ReserveAsync(ReserveRequest request, CancellationToken cancel)
    {
        CheckUser(request.UserId);
        CheckTokens("estimated_tokens", request.EstimatedTokens);
        var holdFor = HoldFor(request);
        cancel.ThrowIfCancellationRequested();

        var deciding = ledger.ReserveAsync(request.UserId, request.EstimatedTokens, holdFor).AsTask();
        await ((Task)deciding).WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancel.IsCancellationRequested)
        {
            // Nobody will make this call, or settle it.
            _ = ReleaseAsync(request.UserId, deciding);
            cancel.ThrowIfCancellationRequested();
        }

        return ToResponse(await deciding, holdFor);
    }

    public async Task<SettleResponse> SettleAsync(SettleRequest request, CancellationToken cancel)
    {
        CheckSettlements(request.Settlements);

        // All at once: the ledger on Redis sends them on one connection without waiting between.
        var known = await Task.WhenAll(request.Settlements.Select(call =>
            ledger.SettleAsync(call.UserId, call.ReservationId, call.UsedTokens).AsTask())).WaitAsync(cancel);
        var unknown = request.Settlements.Where((_, at) => !known[at]).Select(call => call.ReservationId);
        return new SettleResponse { UnknownReservationIds = { unknown } };
    }

    private async Task ReleaseAsync(string userId, Task<Decision> deciding)
    {
        try
        {
            if ((await deciding).ReservationId is { } id)
            {
                await ledger.SettleAsync(userId, id, 0);
            }
        }
        catch (CallException)
        {
            // Nothing was reserved, or it is held until it expires.
        }
    }

    private static ReserveResponse ToResponse(Decision decision, TimeSpan holdFor)
    {
        var response = new ReserveResponse { Limits = { ToState("burst", decision.Requests), ToState("daily", decision.Tokens) } };
        if (decision.Refusal is { } refusal)
        {
            response.Refusal = new Refusal { Reason = refusal.Reason, RetryAfter = Duration.FromTimeSpan(refusal.RetryAfter) };
        }
        else
        {
            response.Reservation = new Reservation { Id = decision.ReservationId, ExpiresIn = Duration.FromTimeSpan(holdFor) };
        }

        return response;
    }

    private static LimitState ToState(string name, Standing standing) => new()
    {
        Name = name,
        Limit = standing.Limit,
        Remaining = standing.Remaining,
        Window = Duration.FromTimeSpan(standing.Window),
        ResetAfter = Duration.FromTimeSpan(standing.ResetAfter),
    };

    private static void CheckSettlements(RepeatedField<Settlement> settlements)
    {
        if (settlements.Count is 0 or > MostSettlements)
        {
            throw new CallException(CallError.Invalid($"settlements has {settlements.Count} entries; it must have 1 to {MostSettlements}."));
        }

        foreach (var call in settlements)
        {
            CheckUser(call.UserId);
            CheckTokens("used_tokens", call.UsedTokens);
        }
    }

    private static void CheckUser(string userId)
    {
        if (userId.Length is 0 or > LongestUserId)
        {
            throw new CallException(CallError.Invalid($"user_id has {userId.Length} characters; it must have 1 to {LongestUserId}."));
        }
    }

    private static void CheckTokens(string field, long tokens)
    {
        if (tokens is < 0 or > MostTokens)
        {
            throw new CallException(CallError.Invalid($"{field} is {tokens}; it must be from 0 to {MostTokens}."));
        }
    }

    private TimeSpan HoldFor(ReserveRequest request)
    {
        var holdFor = request.HoldFor?.ToTimeSpan() ?? options.Value.ReservationLifetime;
        return holdFor > TimeSpan.Zero && holdFor <= LongestHold
            ? holdFor
            : throw new CallException(CallError.Invalid($"hold_for is {holdFor}; it must be above 0 and at most a day."));
    }
}
