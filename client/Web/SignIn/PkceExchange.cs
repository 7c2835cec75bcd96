namespace Text2Llm.Web.SignIn;

/// <summary>A code from the sign-in provider, to be exchanged for a session.</summary>
internal sealed record PkceExchange(string AuthCode, string CodeVerifier);
