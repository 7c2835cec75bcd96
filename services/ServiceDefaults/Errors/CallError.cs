using Grpc.Core;

namespace Text2Llm.ServiceDefaults.Errors;

/// <summary>
/// An error that a caller is told, in the terms of both surfaces.
/// </summary>
/// <param name="Reason">One of <see cref="ErrorReason"/>.</param>
/// <param name="Message">One sentence for a person: what is wrong, where, and what would be right. Never holds a key or a token.</param>
/// <param name="HttpStatus">The status on HTTP.</param>
/// <param name="GrpcStatus">The status on gRPC.</param>
public sealed record CallError(string Reason, string Message, int HttpStatus, StatusCode GrpcStatus)
{
    /// <summary>How long to wait before the same call can succeed; null where waiting does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The field of the request that is wrong, as <c>param</c> of the error object on HTTP; null where no single one is.</summary>
    public string? Parameter { get; init; }

    /// <summary>Facts for programs, sent as ErrorInfo metadata on gRPC. Keys in snake case.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;

    /// <summary>The request is wrong.</summary>
    public static CallError Invalid(string message) => new(ErrorReason.InvalidRequest, message, 400, StatusCode.InvalidArgument);

    /// <summary>No valid access token.</summary>
    public static CallError Unauthenticated(string message) => new(ErrorReason.Unauthenticated, message, 401, StatusCode.Unauthenticated);

    /// <summary>The body is over <paramref name="limitBytes"/>.</summary>
    public static CallError TooLarge(long limitBytes) => new(
        ErrorReason.PayloadTooLarge,
        $"The request is larger than the {limitBytes} bytes that this installation takes; shorten the conversation or start a new one.",
        413,
        StatusCode.ResourceExhausted);

    /// <summary>A fault of ours, told without its details.</summary>
    public static CallError Internal() =>
        new(ErrorReason.Internal, "Something went wrong on our side; the call was not completed.", 500, StatusCode.Internal);
}
