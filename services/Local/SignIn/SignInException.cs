namespace Text2Llm.Local.SignIn;

/// <summary>Ends a sign-in call with an error in Supabase's form.</summary>
internal sealed class SignInException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>Supabase's <c>error_code</c>.</summary>
    public string Code { get; } = code;

    public static SignInException Invalid(string message) => new(StatusCodes.Status400BadRequest, "validation_failed", message);

    public static SignInException NoToken(string message) => new(StatusCodes.Status401Unauthorized, "no_authorization", message);
}
