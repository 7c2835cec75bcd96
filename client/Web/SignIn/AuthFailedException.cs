namespace Text2Llm.Web.SignIn;

/// <summary>The auth API refused something, or could not be reached.</summary>
internal sealed class AuthFailedException(AuthFailureKind kind, string message, string? code = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public AuthFailureKind Kind { get; } = kind;

    /// <summary>The API's own code of the error, where it gave one.</summary>
    public string? Code { get; } = code;
}
