using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Text2Llm.Quota.Limits;

namespace Text2Llm.Quota.Reservations;

/// <summary>Every user's account, in memory: right for one process; what it holds is gone with it.</summary>
internal sealed class QuotaLedger(IOptions<QuotaOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, UserAccount> _accounts = new(StringComparer.Ordinal);

    /// <summary>Accounts that are open now.</summary>
    public int Count => _accounts.Count;

    /// <summary>Decides on one call and holds its estimate where it may be made.</summary>
    /// <param name="userId">Who calls.</param>
    /// <param name="estimatedTokens">What the call is expected to use.</param>
    /// <param name="holdFor">How long to hold that if the call never settles; null: as configured.</param>
    public Decision Reserve(string userId, long estimatedTokens, TimeSpan? holdFor = null)
    {
        while (true)
        {
            var account = _accounts.GetOrAdd(userId, _ => new UserAccount(options.Value));
            if (account.Reserve(estimatedTokens, holdFor ?? options.Value.ReservationLifetime, time.GetUtcNow()) is { } decision)
            {
                return decision;
            }

            // Closed between finding and asking: the next one opened decides.
            _accounts.TryRemove(KeyValuePair.Create(userId, account));
        }
    }

    /// <summary>Replaces a reservation's estimate. False where it does not exist, was settled before, or has expired.</summary>
    public bool Settle(string userId, string reservationId, long usedTokens) =>
        _accounts.TryGetValue(userId, out var account) && account.Settle(reservationId, usedTokens, time.GetUtcNow());

    /// <summary>Forgets the accounts that say no more than new ones would, so that memory follows the users of the day.</summary>
    public void ForgetIdle()
    {
        foreach (var entry in _accounts)
        {
            if (entry.Value.CloseIfIdle(time.GetUtcNow()))
            {
                _accounts.TryRemove(entry);
            }
        }
    }
}
