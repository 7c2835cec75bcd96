using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Limits.Quota;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Limits;

/// <summary>Asks the quota service before a call is made, and tells the caller where they stand.</summary>
internal sealed partial class QuotaGate(
    QuotaLines quota, IOptions<ProxyOptions> options, TimeProvider time, ILogger<QuotaGate> logger)
{
    // From the end of the call's own time until its settlement has surely arrived, or never will.
    private static readonly TimeSpan SettlementMargin = TimeSpan.FromMinutes(1);

    // The most that the quota service takes for an estimate: callers may ask for any number of answers of any length.
    private const long MostTokens = 1_000_000_000_000_000;

    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromMinutes(1);

    // UTC ticks.
    private long _nextWarning;

    /// <summary>Holds the estimate for a call, and sets the <c>RateLimit</c> headers of its answer.</summary>
    /// <returns>The reservation's id; null where the limits could not be checked and the installation lets calls pass then.</returns>
    /// <exception cref="CallException">
    /// The user has reached a limit, or the limits cannot be checked and the installation lets no call pass then.
    /// </exception>
    public async Task<string?> ReserveAsync(
        string userId, long estimatedTokens, TimeSpan timeLimit, HttpResponse answer, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(options.Value.QuotaTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        ReserveResponse decision;
        try
        {
            decision = await quota.ReserveAsync(
                new ReserveRequest
                {
                    UserId = userId,
                    EstimatedTokens = Math.Min(estimatedTokens, MostTokens),
                    HoldFor = Duration.FromTimeSpan(timeLimit + SettlementMargin),
                },
                either.Token);
        }
        catch (Exception failure) when (options.Value.AllowWithoutQuota && !cancel.IsCancellationRequested && CannotBeAsked(failure))
        {
            Warn((failure as RpcException)?.StatusCode ?? StatusCode.DeadlineExceeded);
            return null;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested && CannotBeAsked(failure))
        {
            throw new CallException(Unavailable(), failure);
        }

        RateLimitHeaders.Set(answer, decision.Limits);
        return decision.Refusal is { } refusal ? throw new CallException(Refused(refusal, decision.Limits)) : decision.Reservation.Id;
    }

    // A service that dies in mid-answer shows as one of several statuses; only what we asked wrongly is no failure of its.
    private static bool CannotBeAsked(Exception failure) =>
        failure is OperationCanceledException or RpcException { StatusCode: not StatusCode.InvalidArgument };

    /// <summary>Logs that calls pass unchecked, at most once a minute however many do.</summary>
    private void Warn(StatusCode status)
    {
        var now = time.GetUtcNow().UtcTicks;
        var next = Interlocked.Read(ref _nextWarning);
        if (now >= next && Interlocked.CompareExchange(ref _nextWarning, now + BetweenWarnings.Ticks, next) == next)
        {
            LogUnchecked(logger, status);
        }
    }

    private static CallError Refused(Refusal refusal, IEnumerable<LimitState> limits)
    {
        var wait = refusal.RetryAfter.ToTimeSpan();
        var (reason, limitName, format) = refusal.Reason switch
        {
            RefusalReason.QuotaExhausted => (
                ErrorReason.QuotaExhausted, "daily", "This call would pass your {0:N0} tokens for today; they are yours again in {1}."),
            RefusalReason.TokensHeld => (
                ErrorReason.QuotaExhausted, "daily",
                "Calls of yours that are under way hold the rest of your {0:N0} tokens for today; call again when one ends, at the latest in {1}."),
            RefusalReason.CallsUnderWay => (
                ErrorReason.RateLimited, "burst", "You have as many calls under way as are allowed at once; call again when one ends, at the latest in {1}."),
            _ => (ErrorReason.RateLimited, "burst", "You have made the {0:N0} requests that a minute allows; call again in {1}."),
        };
        var limit = limits.First(state => state.Name == limitName).Limit;
        var message = string.Format(CultureInfo.InvariantCulture, format, limit, InWords(wait));
        return new CallError(reason, message, StatusCodes.Status429TooManyRequests, StatusCode.ResourceExhausted) { RetryAfter = wait };
    }

    private static CallError Unavailable() => new(
        ErrorReason.QuotaUnavailable,
        "Your limits cannot be checked now, so the call was not made; call again in a moment.",
        StatusCodes.Status503ServiceUnavailable,
        StatusCode.Unavailable)
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    private static string InWords(TimeSpan wait) => wait.TotalHours >= 1
        ? $"{(int)wait.TotalHours} h {wait.Minutes} min"
        : wait.TotalMinutes >= 1 ? $"{(int)wait.TotalMinutes} min {wait.Seconds} s" : $"{(int)Math.Ceiling(wait.TotalSeconds)} s";

    [LoggerMessage(EventId = 4010, Level = LogLevel.Warning, Message = "Calls are made without checking limits: the quota service answers {Status}")]
    private static partial void LogUnchecked(ILogger logger, StatusCode status);
}
