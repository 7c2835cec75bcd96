using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Text2Llm.Ledger;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;
using Text2Llm.ServiceDefaults.Telemetry;

namespace Text2Llm.Proxy.Limits;

/// <summary>Asks whether a call may be made before it is, and tells the caller where they stand.</summary>
internal sealed partial class QuotaGate(
    IQuota quota, IOptions<ProxyOptions> options, TimeProvider time, ILogger<QuotaGate> logger)
{
    // From the end of the call's own time until its settlement has surely arrived, or never will.
    private static readonly TimeSpan SettlementMargin = TimeSpan.FromMinutes(1);

    // The most that is taken for an estimate: callers may ask for any number of answers of any length.
    private const long MostTokens = 1_000_000_000_000_000;

    private readonly OncePerMinute _warnings = new(time);

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
            if (_warnings.IsDue())
            {
                LogUnchecked(logger, QuotaUnavailable.NameOf(failure));
            }

            return null;
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw QuotaUnavailable.Because(late);
        }

        RateLimitHeaders.Set(answer, decision.Limits);
        return decision.Refusal is { } refusal ? throw new CallException(Refused(refusal, decision.Limits)) : decision.Reservation.Id;
    }

    private static bool CannotBeAsked(Exception failure) => failure is OperationCanceledException || QuotaUnavailable.Is(failure);

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

    private static string InWords(TimeSpan wait) => wait.TotalHours >= 1
        ? $"{(int)wait.TotalHours} h {wait.Minutes} min"
        : wait.TotalMinutes >= 1 ? $"{(int)wait.TotalMinutes} min {wait.Seconds} s" : $"{(int)Math.Ceiling(wait.TotalSeconds)} s";

    [LoggerMessage(EventId = 4010, Level = LogLevel.Warning, Message = "Calls are made without checking limits: {Failure}")]
    private static partial void LogUnchecked(ILogger logger, string failure);
}
