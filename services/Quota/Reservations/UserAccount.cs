using Text2Llm.Protos.V1;
using Text2Llm.Quota.Limits;

namespace Text2Llm.Quota.Reservations;

/// <summary>One user's limits and the calls under way. Every decision is made under the account's own lock.</summary>
internal sealed class UserAccount(QuotaOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Hold> _holds = [];
    private RequestRate _requests = new(options.RequestsPerMinute);
    private DailyTokens _tokens = new(options.TokensPerDay);
    private bool _closed;

    /// <summary>Decides on one call; null where the account was closed meanwhile, and a new one is to be opened.</summary>
    public Decision? Reserve(long estimatedTokens, TimeSpan holdFor, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return null;
            }

            Advance(now);
            var tokens = estimatedTokens <= options.TokensPerDay ? estimatedTokens : Math.Max(1, _tokens.Remaining);
            if (Refuse(tokens, now) is { } refusal)
            {
                return new Decision(null, refusal, RequestsAt(now), TokensAt(now));
            }

            var id = Guid.NewGuid().ToString("N");
            _requests.Take(now);
            _tokens.Hold(tokens);
            _holds.Add(id, new Hold(tokens, _tokens.Day, now + holdFor));
            return new Decision(id, null, RequestsAt(now), TokensAt(now));
        }
    }

    /// <summary>Replaces a hold by what was used. False where there is no such hold (any more).</summary>
    public bool Settle(string reservationId, long usedTokens, DateTimeOffset now)
    {
        lock (_lock)
        {
            Advance(now);
            if (!_holds.Remove(reservationId, out var hold))
            {
                return false;
            }

            // A call counts for the day on which it began.
            if (hold.Day == _tokens.Day)
            {
                _tokens.Release(hold.Tokens);
                _tokens.Use(usedTokens);
            }

            return true;
        }
    }

    /// <summary>Closes the account where it holds nothing that a new one would not: then it may be forgotten.</summary>
    public bool CloseIfIdle(DateTimeOffset now)
    {
        lock (_lock)
        {
            Advance(now);
            _closed = _holds.Count == 0 && _tokens.Remaining == options.TokensPerDay && _requests.ResetFrom(now) == TimeSpan.Zero;
            return _closed;
        }
    }

    private void Advance(DateTimeOffset now)
    {
        _tokens.RollTo(now);
        foreach (var (id, hold) in _holds)
        {
            if (hold.ExpiresAt <= now)
            {
                _holds.Remove(id);
                if (hold.Day == _tokens.Day)
                {
                    _tokens.Release(hold.Tokens);
                }
            }
        }
    }

    /// <summary>Both limits are asked before either is charged; where both refuse, the longer wait is the true one.</summary>
    private Refused? Refuse(long tokens, DateTimeOffset now)
    {
        var wait = _requests.WaitFrom(now);
        if (tokens > _tokens.Unused)
        {
            return new Refused(RefusalReason.QuotaExhausted, Longer(wait, _tokens.ResetFrom(now)));
        }

        if (tokens > _tokens.Remaining)
        {
            return new Refused(RefusalReason.TokensHeld, Longer(wait, WaitForHeld(tokens - _tokens.Remaining, now)));
        }

        return wait > TimeSpan.Zero ? new Refused(RefusalReason.RateLimited, wait) : null;
    }

    /// <summary>Until so many held tokens are given back even if no call settles, or a new day begins.</summary>
    private TimeSpan WaitForHeld(long tokens, DateTimeOffset now)
    {
        var untilTomorrow = _tokens.ResetFrom(now);
        foreach (var hold in _holds.Values.Where(hold => hold.Day == _tokens.Day).OrderBy(hold => hold.ExpiresAt))
        {
            tokens -= hold.Tokens;
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

    private sealed record Hold(long Tokens, DateOnly Day, DateTimeOffset ExpiresAt);
}
