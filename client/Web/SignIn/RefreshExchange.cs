namespace Text2Llm.Web.SignIn;

/// <summary>A refresh token, to be exchanged for a new session.</summary>
internal sealed record RefreshExchange(string RefreshToken);
