using System.Globalization;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Limits;

/// <summary>Where the caller stands, in the headers of draft-ietf-httpapi-ratelimit-headers: <c>RateLimit-Policy</c> and <c>RateLimit</c>.</summary>
internal static class RateLimitHeaders
{
    public const string Policy = "RateLimit-Policy";
    public const string State = "RateLimit";

    public static void Set(HttpResponse answer, IReadOnlyCollection<LimitState> limits)
    {
        answer.Headers[Policy] = string.Join(", ", limits.Select(limit => string.Create(
            CultureInfo.InvariantCulture, $"\"{limit.Name}\";q={limit.Limit};w={WholeSeconds(limit.Window.ToTimeSpan())}")));
        answer.Headers[State] = string.Join(", ", limits.Select(limit => string.Create(
            CultureInfo.InvariantCulture, $"\"{limit.Name}\";r={limit.Remaining};t={WholeSeconds(limit.ResetAfter.ToTimeSpan())}")));
    }

    private static long WholeSeconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);
}
