namespace Text2Llm.Web.SignIn;

/// <summary>An error as the auth API writes it.</summary>
internal sealed record AuthError(string? ErrorCode, string? Msg);
