using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Ledger;

/// <summary>The error of a call on which nobody can decide now: who decides, or the Redis that counts, is out of reach.</summary>
public static class QuotaUnavailable
{
    /// <summary>The error.</summary>
    public static CallException Because(Exception cause) => new(
        new CallError(
            ErrorReason.QuotaUnavailable,
            "Your limits cannot be checked now, so the call was not made; call again in a moment.",
            StatusCodes.Status503ServiceUnavailable,
            StatusCode.Unavailable)
        {
            RetryAfter = TimeSpan.FromSeconds(2),
        },
        cause);

    /// <summary>Whether a failure says that.</summary>
    public static bool Is(Exception failure) => failure is CallException { Error.Reason: ErrorReason.QuotaUnavailable };

    /// <summary>What a log calls a failure: the status of an answer, otherwise its kind; never what it quotes.</summary>
    public static string NameOf(Exception failure) => (failure is CallException { InnerException: { } cause } ? cause : failure) switch
    {
        RpcException answer => $"{answer.StatusCode}",
        OperationCanceledException => $"{StatusCode.DeadlineExceeded}",
        var other => other.GetType().Name,
    };
}
