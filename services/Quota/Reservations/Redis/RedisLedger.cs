using Grpc.Core;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Text2Llm.Protos.V1;
using Text2Llm.Quota.Limits;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Quota.Reservations.Redis;

/// <summary>
/// Every user's account in Redis, shared by every instance of the service. Each decision is one script, which Redis runs whole before any
/// other; the keys expire by themselves.
/// </summary>
internal sealed partial class RedisLedger(
    RedisConnection redis, IOptions<QuotaOptions> options, TimeProvider time, ILogger<RedisLedger> logger) : IQuotaLedger
{
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

    private async Task<RedisResult> RunAsync(string script, string userId, RedisValue[] arguments)
    {
        try
        {
            return await redis.Database.ScriptEvaluateAsync(script, UserKeys.Of(userId), arguments);
        }
        catch (RedisServerException refusal)
        {
            // It is there and does not do it: out of memory, loading, a replica, a wrong password. Its words quote no key.
            LogRefusal(logger, refusal.Message);
            throw new CallException(Unavailable(), refusal);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            throw new CallException(Unavailable(), away);
        }
    }

    private static CallError Unavailable() => new(
        ErrorReason.QuotaUnavailable,
        "The limits cannot be checked now, because the service that counts is out of reach; call again in a moment.",
        StatusCodes.Status503ServiceUnavailable,
        StatusCode.Unavailable)
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "Redis refuses: {Message}")]
    private static partial void LogRefusal(ILogger logger, string message);
}
