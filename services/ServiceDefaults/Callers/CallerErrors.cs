using Grpc.Core;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.ServiceDefaults.Callers;

/// <summary>What calls between services carry to say who makes them, and how they are refused.</summary>
public static class CallerErrors
{
    private const string Scheme = "Bearer ";

    /// <summary>The token of a call.</summary>
    /// <exception cref="CallException">There is none.</exception>
    public static string TokenOf(ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestHeaders.GetValue("authorization") is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim()
            : throw Unknown("No token came with the call; send the pod's projected token as 'authorization: Bearer'.");
    }

    /// <summary>The token is not good, or its bearer is not who may call.</summary>
    public static CallException Unknown(string why) => new(CallError.Unauthenticated(why));

    /// <summary>The token cannot be checked now.</summary>
    public static CallException Unchecked(Exception cause) => new(
        new CallError(ErrorReason.IdentityUnavailable, "The API server cannot be asked who calls; try again.", 503, StatusCode.Unavailable), cause);
}
