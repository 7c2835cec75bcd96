using System.Globalization;
using System.Text;
using Grpc.Core;
using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Upstream;

/// <summary>An error that a provider answered with, the caller's key removed from it.</summary>
/// <param name="Status">The provider's HTTP status.</param>
/// <param name="ContentType">The body's media type, or null.</param>
/// <param name="Body">The body, cut where it is too long to be an error message.</param>
/// <param name="Message">The body's sentence for people, or null where it has none.</param>
/// <param name="RetryAfter">The provider's <c>Retry-After</c>, as it was sent, or the same from a header in milliseconds; or null.</param>
/// <param name="Wait">The same as a time to wait, or null.</param>
internal sealed record ProviderErrorAnswer(
    int Status, string? ContentType, string Body, string? Message, string? RetryAfter, TimeSpan? Wait)
{
    private const int LongestBody = 64 * 1024;

    public static async Task<ProviderErrorAnswer> ReadAsync(HttpResponseMessage answer, ProviderKey key, CancellationToken cancel)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[LongestBody];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        var body = Encoding.UTF8.GetString(buffer, 0, length);
        if (length == buffer.Length)
        {
            // What is cut off may have been the rest of the key.
            body = body[..^Math.Min(body.Length, key.Secret.Length)];
        }

        var wait = RetryRule.Asked(answer);
        return new ProviderErrorAnswer(
            (int)answer.StatusCode,
            answer.Content.Headers.ContentType?.ToString(),
            key.RedactBody(body),
            ProviderErrorMessage.ReadBody(body) is { } message ? key.RedactMessage(message) : null,
            answer.Headers.RetryAfter?.ToString() ?? InSeconds(wait),
            wait);
    }

    /// <summary>Answers a caller who speaks the provider's own format: with its status and body; what is neither an answer nor an error becomes one of ours.</summary>
    public async Task PassAsync(HttpResponse response, Provider provider, CancellationToken cancel)
    {
        if (Status < StatusCodes.Status400BadRequest || Body.Length == 0)
        {
            throw new CallException(ToCallError(provider));
        }

        response.StatusCode = Status;
        response.ContentType = ContentType;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = wait;
        }

        await response.WriteAsync(Body, cancel);
    }

    /// <summary>The error in the house's terms, for callers who are not given the provider's own answer.</summary>
    public CallError ToCallError(IUpstream provider) => new(
        ErrorReason.ProviderError,
        Message ?? Status switch
        {
            < 300 => $"{provider.DisplayName} answered with something that is no answer.",
            < 400 => $"{provider.DisplayName} answered with status {Status}, which is no answer.",
            _ => $"{provider.DisplayName} answered with status {Status}.",
        },
        Status is >= 400 and < 600 ? Status : StatusCodes.Status502BadGateway,
        ToGrpcStatus())
    {
        RetryAfter = Wait > TimeSpan.Zero ? Wait : null,
        Metadata = new Dictionary<string, string>
        {
            ["provider"] = provider.Id,
            ["http_status"] = Status.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static string? InSeconds(TimeSpan? wait) => wait is { } time
        ? Math.Ceiling(time.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)
        : null;

    /// <summary>A provider's refusal of the key is not ours of the token: it is PERMISSION_DENIED, never UNAUTHENTICATED.</summary>
    private StatusCode ToGrpcStatus() => Status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status402PaymentRequired or StatusCodes.Status403Forbidden
            => StatusCode.PermissionDenied,
        StatusCodes.Status404NotFound => StatusCode.NotFound,
        StatusCodes.Status429TooManyRequests => StatusCode.ResourceExhausted,
        >= 400 and < 500 => StatusCode.InvalidArgument,
        _ => StatusCode.Unavailable,
    };
}
