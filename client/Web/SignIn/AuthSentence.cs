namespace Text2Llm.Web.SignIn;

/// <summary>What to tell a person of the auth API's errors.</summary>
internal static class AuthSentence
{
    public static string For(string? code, string? message, int status) => code switch
    {
        "anonymous_provider_disabled" => "Trying without an account is turned off here. Sign in instead.",
        "signup_disabled" => "New accounts are turned off here.",
        "provider_disabled" => "This way of signing in is turned off here.",
        "access_denied" => "The sign-in was cancelled.",
        "over_request_rate_limit" => "Too many sign-ins from here. Wait a minute and try again.",
        "user_banned" => "This account is suspended.",
        "bad_code_verifier" or "flow_state_not_found" or "flow_state_expired" => "That sign-in is no longer valid. Try again.",
        _ when !string.IsNullOrWhiteSpace(message) => message,
        _ when status is >= 500 => "The sign-in service has a problem. Try again in a moment.",
        _ => "The sign-in was refused.",
    };
}
