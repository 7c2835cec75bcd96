using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace Text2Llm.Storage.Transfers;

/// <summary>Why a request failed, in words without anything secret: nothing that a server has answered but its code, and no URL.</summary>
/// <param name="Cause">The words.</param>
/// <param name="MayPass">Whether the same request may do better later.</param>
/// <param name="Exception">What was thrown.</param>
internal sealed record Failure(string Cause, bool MayPass, Exception Exception)
{
    public static Failure OfTimeout(TimeSpan time, Exception exception) =>
        new($"nothing came for {time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s", true, exception);

    public static Failure Of(Exception exception) => exception switch
    {
        StatusException status => OfStatus(status.Status, null, exception),
        ChangedException => new(exception.Message, false, exception),
        NotSupportedException => new("the server cannot send parts of a file", false, exception),
        FileNotFoundException => new("there is no such file", false, exception),
        AmazonServiceException { StatusCode: not 0 } service => OfStatus(service.StatusCode, service.ErrorCode, exception),
        HttpRequestException or SocketException or IOException => new(ConnectionCause(exception), true, exception),
        AmazonServiceException { InnerException: { } inner } => Of(inner) with { Exception = exception },
        AmazonClientException when exception.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) => new(
            "there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile or a role", false, exception),
        AmazonClientException { InnerException: { } inner } => Of(inner) with { Exception = exception },
        _ => new($"{exception.GetType().Name}: {exception.Message}", false, exception),
    };

    /// <summary>The exception for whoever asked.</summary>
    public IOException ToException(string what, int attempts)
    {
        var tried = attempts > 1 ? $" (tried {attempts} times)" : "";
        var message = $"cannot {what}: {Cause}{tried}";
        return Exception switch
        {
            FileNotFoundException or AmazonServiceException { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" }
                or StatusException { Status: HttpStatusCode.NotFound } => new FileNotFoundException(message, Exception),
            _ => new IOException(message, Exception),
        };
    }

    private static Failure OfStatus(HttpStatusCode status, string? code, Exception exception)
    {
        var number = ((int)status).ToString(CultureInfo.InvariantCulture);
        var answer = string.IsNullOrEmpty(code) || code == status.ToString() ? number : $"{number} {code}";
        var (cause, mayPass) = (status, code) switch
        {
            (_, "SlowDown" or "Throttling" or "ThrottlingException" or "RequestLimitExceeded" or "RequestTimeout") => ("the store is too busy", true),
            (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, _) => ("the store is too busy", true),
            (HttpStatusCode.RequestTimeout, _) or ( >= HttpStatusCode.InternalServerError, _) => ("the store failed", true),
            (_, "BadDigest" or "InvalidDigest" or "XAmzContentSHA256Mismatch") => ("what arrived is not what was sent", true),
            (_, "NoSuchBucket") => ("there is no such bucket", false),
            (_, "InvalidAccessKeyId") => ("the store does not know the access key", false),
            (_, "SignatureDoesNotMatch") => ("the secret key is wrong", false),
            (_, "RequestTimeTooSkewed") => ("this machine's clock is wrong", false),
            (_, "ExpiredToken") => ("the credentials have expired", false),
            (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized, _) => ("access is denied", false),
            (HttpStatusCode.NotFound, _) => ("there is no such file", false),
            (HttpStatusCode.PreconditionFailed, _) => ("the file was changed while it was being read", false),
            (HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect, _) => ("the bucket is in another region", false),
            _ => ("the store refuses", false),
        };
        return new($"{cause} ({answer})", mayPass, exception);
    }

    private static string ConnectionCause(Exception exception)
    {
        var root = exception;
        while (root.InnerException is { } inner)
        {
            root = inner;
        }

        return root is SocketException socket
            ? $"the connection failed ({socket.SocketErrorCode})"
            : "the connection was cut";
    }
}
