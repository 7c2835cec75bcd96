using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Text2Llm.Ledger.Limits;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Telemetry;

namespace Text2Llm.Ledger.Reservations.Redis;

/// <summary>
/// Every user's account in Redis, shared by every process that decides. Each decision is one script, which Redis runs whole before any
/// other; the keys expire by themselves.
/// </summary>
internal sealed partial class RedisLedger(
    RedisConnection redis, IOptions<QuotaOptions> options, TimeProvider time, ILogger<RedisLedger> logger) : IQuotaLedger
{
    private readonly OncePerMinute _refusals = new(time);

    public async ValueTask<Decision> ReserveAsync(string userId, long estimatedTokens, TimeSpan holdFor)
    {
        var limits = options.Value;
        var answer = (RedisResult[])(await RunAsync(
            LuaScript.Reserve,
            userId,
            [
                time.SinceEpoch(), Guid.NewGuid().ToString("N"), estimatedTokens, WholeMicroseconds.In(holdFor),
                limits.RequestsPerMinute, limits.TokensPerDay, limits.CallsAtOnce,
            ]))!;
        var reason = (RefusalReason)(int)answer[0];
        var refused = reason is not RefusalReason.Unspecified;
        return new Decision(
            refused ? null : (string)answer[2]!,
            refused ? new Refused(reason, Microseconds(answer[1])) : null,
            new Standing(limits.RequestsPerMinute, (long)answer[3], RequestRate.Window, Microseconds(answer[4])),
            new Standing(limits.TokensPerDay, (long)answer[5], DailyTokens.Window, Microseconds(answer[6])));
    }

    public async ValueTask<bool> SettleAsync(string userId, string reservationId, long usedTokens) =>
        (bool)await RunAsync(LuaScript.Settle, userId, [time.SinceEpoch(), reservationId, usedTokens]);

    private static TimeSpan Microseconds(RedisResult number) => TimeSpan.FromMicroseconds((long)number);

    private async Task<RedisResult> RunAsync(LuaScript script, string userId, RedisValue[] arguments)
    {
        try
        {
            return await script.RunAsync(redis.Database, UserKeys.Of(userId), arguments);
        }
        catch (RedisServerException refusal)
        {
            // It is there and does not do it: out of memory, loading, a replica, a wrong password. Its words quote no key.
            if (_refusals.IsDue())
            {
                LogRefusal(logger, refusal.Message);
            }

            throw QuotaUnavailable.Because(refusal);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            throw QuotaUnavailable.Because(away);
        }
    }

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "Redis refuses: {Message}")]
    private static partial void LogRefusal(ILogger logger, string message);
}
