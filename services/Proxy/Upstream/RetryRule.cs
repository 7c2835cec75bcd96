using System.Globalization;
using System.Net;

namespace Text2Llm.Proxy.Upstream;

/// <summary>When a provider is asked again, and how long to wait before.</summary>
internal static class RetryRule
{
    /// <summary>The longest wait; a provider who asks for more is not asked again, and the caller is told what it said.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether the same request may succeed later.</summary>
    public static bool MayHelp(HttpStatusCode status) => status
        is HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>
    /// What the provider asks for (<c>retry-after-ms</c>, <c>Retry-After</c> in seconds or as a date); otherwise a wait that doubles, and
    /// varies by a half so that callers who failed together do not come back together.
    /// </summary>
    /// <param name="retry">Which retry it is, from 1.</param>
    /// <param name="answer">The provider's answer, or null where there was none.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan WaitBefore(int retry, HttpResponseMessage? answer, DateTimeOffset now)
    {
        if (answer is not null && Asked(answer, now) is { } asked)
        {
            return asked;
        }

        return FirstWait * (1 << (retry - 1)) * (0.75 + (Random.Shared.NextDouble() / 2));
    }

    /// <summary>How long the provider asks to wait, never less than nothing; null where it does not say.</summary>
    /// <param name="answer">The provider's answer.</param>
    /// <param name="now">The time, where the answer does not tell the provider's own, by which its dates are meant.</param>
    public static TimeSpan? Asked(HttpResponseMessage answer, DateTimeOffset? now = null)
    {
        foreach (var name in (ReadOnlySpan<string>)["retry-after-ms", "x-ms-retry-after-ms"])
        {
            if (answer.Headers.TryGetValues(name, out var values)
                && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
                && milliseconds is >= 0 and < int.MaxValue)
            {
                return TimeSpan.FromMilliseconds(milliseconds);
            }
        }

        var wait = answer.Headers.RetryAfter?.Delta ?? (answer.Headers.RetryAfter?.Date - (answer.Headers.Date ?? now));
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
