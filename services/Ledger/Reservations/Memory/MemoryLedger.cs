using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Text2Llm.Ledger.Limits;

namespace Text2Llm.Ledger.Reservations.Memory;

/// <summary>Every user's account, in memory: right for one process; what it holds is gone with it.</summary>
internal sealed class MemoryLedger(IOptions<QuotaOptions> options, TimeProvider time) : IQuotaLedger
{
    private readonly ConcurrentDictionary<string, UserAccount> _accounts = new(StringComparer.Ordinal);

    /// <summary>Accounts that are open now.</summary>
    public int Count => _accounts.Count;

    public ValueTask<Decision> ReserveAsync(string userId, long estimatedTokens, TimeSpan holdFor)
    {
        while (true)
        {
            var account = _accounts.GetOrAdd(userId, static (_, limits) => new UserAccount(limits), options.Value);
            if (account.Reserve(estimatedTokens, WholeMicroseconds.Whole(holdFor), time.WholeNow()) is { } decision)
            {
                return ValueTask.FromResult(decision);
            }

            // Closed between finding and asking: the next one opened decides.
            _accounts.TryRemove(KeyValuePair.Create(userId, account));
        }
    }

    public ValueTask<bool> SettleAsync(string userId, string reservationId, long usedTokens) => ValueTask.FromResult(
        _accounts.TryGetValue(userId, out var account) && account.Settle(reservationId, usedTokens, time.WholeNow()));

    /// <summary>Forgets the accounts that say no more than new ones would, so that memory follows the users of the day.</summary>
    public void ForgetIdle()
    {
        foreach (var entry in _accounts)
        {
            if (entry.Value.CloseIfIdle(time.WholeNow()))
            {
                _accounts.TryRemove(entry);
            }
        }
    }
}
