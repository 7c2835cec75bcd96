using Text2Llm.Ledger.Limits;
using Text2Llm.Protos.V1;

namespace Text2Llm.Ledger.Reservations.Memory;

/// <summary>
/// One user's limits and the calls under way. Every decision is made under the account's own lock. The scripts of the ledger on Redis say
/// the same in Lua: whoever changes one changes the other.
/// </summary>
internal sealed class UserAccount(QuotaOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Hold> _holds = [];
    private readonly SortedSet<Hold> _byExpiry = [];
    private RequestRate _requests = new(options.RequestsPerMinute);
    private DailyTokens _tokens = new(options.TokensPerDay);
    private DateTimeOffset _latest;
    private bool _closed;

    /// <summary>Decides on one call; null where the account was closed meanwhile, and a new one is to be opened.</summary>
    public Decision? Reserve(long estimatedTokens, TimeSpan holdFor, DateTimeOffset clock)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return null;
            }

            var now = Advance(clock);
            var tokens = estimatedTokens <= options.TokensPerDay ? estimatedTokens : Math.Max(1, _tokens.Remaining);
            if (Refuse(tokens, now) is { } refusal)
            {
                return new Decision(null, refusal, RequestsAt(now), TokensAt(now));
            }

            var hold = new Hold(Guid.NewGuid().ToString("N"), tokens, _tokens.Day, now + holdFor);
            _requests.Take(now);
            _tokens.Hold(tokens);
            _holds.Add(hold.Id, hold);
            _byExpiry.Add(hold);
            return new Decision(hold.Id, null, RequestsAt(now), TokensAt(now));
        }
    }

    /// <summary>Replaces a hold by what was used. False where there is no such hold (any more).</summary>
    public bool Settle(string reservationId, long usedTokens, DateTimeOffset clock)
    {
        lock (_lock)
        {
            Advance(clock);
            if (!_holds.TryGetValue(reservationId, out var hold))
            {
                return false;
            }

            Release(hold);

            // A call counts for the day on which it began.
            if (hold.Day == _tokens.Day)
            {
                _tokens.Use(usedTokens);
            }

            return true;
        }
    }

    /// <summary>Closes the account where it holds nothing that a new one would not: then it may be forgotten.</summary>
    public bool CloseIfIdle(DateTimeOffset clock)
    {
        lock (_lock)
        {
            var now = Advance(clock);
            _closed = _holds.Count == 0 && _tokens.Remaining == options.TokensPerDay && _requests.ResetFrom(now) == TimeSpan.Zero;
            return _closed;
        }
    }

    /// <summary>Moves to now, which is never before the account's last moment: who asked first may come second.</summary>
    private DateTimeOffset Advance(DateTimeOffset clock)
    {
        _latest = clock > _latest ? clock : _latest;
        _tokens.RollTo(_latest);
        while (_byExpiry.Min is { } hold && hold.ExpiresAt <= _latest)
        {
            Release(hold);
        }

        return _latest;
    }

    private void Release(Hold hold)
    {
        _holds.Remove(hold.Id);
        _byExpiry.Remove(hold);
        if (hold.Day == _tokens.Day)
        {
            _tokens.Release(hold.Tokens);
        }
    }

    /// <summary>Every limit is asked before any is charged; where several refuse, the longest wait is the true one.</summary>
    private Refused? Refuse(long tokens, DateTimeOffset now)
    {
        var full = _holds.Count >= options.CallsAtOnce;
        var wait = Longer(_requests.WaitFrom(now), full ? _byExpiry.Min!.ExpiresAt - now : TimeSpan.Zero);
        if (tokens > _tokens.Unused)
        {
            return new Refused(RefusalReason.QuotaExhausted, Longer(wait, _tokens.ResetFrom(now)));
        }

        if (tokens > _tokens.Remaining)
        {
            return new Refused(RefusalReason.TokensHeld, Longer(wait, WaitForHeld(tokens - _tokens.Free, now)));
        }

        return full ? new Refused(RefusalReason.CallsUnderWay, wait)
            : wait > TimeSpan.Zero ? new Refused(RefusalReason.RateLimited, wait) : null;
    }

    /// <summary>Until so many held tokens are given back even if no call settles, or a new day begins.</summary>
    private TimeSpan WaitForHeld(long tokens, DateTimeOffset now)
    {
        var untilTomorrow = _tokens.ResetFrom(now);
        foreach (var hold in _byExpiry)
        {
            tokens -= hold.Day == _tokens.Day ? hold.Tokens : 0;
            if (tokens <= 0)
            {
                return hold.ExpiresAt - now < untilTomorrow ? hold.ExpiresAt - now : untilTomorrow;
            }
        }

        return untilTomorrow;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private Standing RequestsAt(DateTimeOffset now) =>
        new(options.RequestsPerMinute, _requests.RemainingAt(now), RequestRate.Window, _requests.ResetFrom(now));

    private Standing TokensAt(DateTimeOffset now) =>
        new(options.TokensPerDay, _tokens.Remaining, DailyTokens.Window, _tokens.ResetFrom(now));
}
