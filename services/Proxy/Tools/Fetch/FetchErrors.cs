using System.Globalization;
using Grpc.Core;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tools.Fetch;

/// <summary>
/// What a caller is told where a page is not fetched. None says what a name resolved to: the network behind the proxy is nobody's to map.
/// </summary>
internal static class FetchErrors
{
    /// <summary>The address is not one that pages are fetched from.</summary>
    public static CallException Refused(string why) =>
        new(new CallError(ErrorReason.FetchRefused, why, StatusCodes.Status403Forbidden, StatusCode.PermissionDenied));

    /// <summary>The host's address, or one of them, is not public.</summary>
    public static CallException NotPublic() => Refused("The page is not fetched: its host is not a public address.");

    /// <summary>The page's server did not give it.</summary>
    public static CallError Unreachable() => new(
        ErrorReason.FetchFailed,
        "The page's server cannot be reached, or broke the connection off.",
        StatusCodes.Status502BadGateway,
        StatusCode.Unavailable);

    /// <summary>The page's server answered with an error.</summary>
    public static CallException Status(int status) => new(new CallError(
        ErrorReason.FetchFailed,
        $"The page answered with status {status}.",
        StatusCodes.Status502BadGateway,
        status < StatusCodes.Status500InternalServerError ? StatusCode.FailedPrecondition : StatusCode.Unavailable)
    {
        Metadata = new Dictionary<string, string> { ["http_status"] = status.ToString(CultureInfo.InvariantCulture) },
    });

    /// <summary>The page redirects without end, or to nowhere.</summary>
    public static CallException Redirects(string why) => new(new CallError(
        ErrorReason.FetchFailed, why, StatusCodes.Status502BadGateway, StatusCode.FailedPrecondition));

    /// <summary>The page is not text.</summary>
    public static CallException Unsupported(string kind) => new(new CallError(
        ErrorReason.FetchUnsupported,
        $"The page is {kind}; what can be read is HTML, plain text, JSON and XML.",
        StatusCodes.Status415UnsupportedMediaType,
        StatusCode.FailedPrecondition));

    /// <summary>The page took too long.</summary>
    public static CallError TimedOut(TimeSpan limit) => new(
        ErrorReason.FetchTimeout,
        $"The page did not arrive within {limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} seconds.",
        StatusCodes.Status504GatewayTimeout,
        StatusCode.DeadlineExceeded);
}
