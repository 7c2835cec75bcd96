namespace Text2Llm.Local.SignIn;

/// <summary>Who issues the tokens: the address of the sign-in itself.</summary>
internal sealed record Issuer(Uri Address)
{
    /// <summary>Whether a page may be returned to: one of this computer's, on the public port.</summary>
    public bool MayReturnTo(Uri page) =>
        page.IsAbsoluteUri && page.Scheme == Address.Scheme && page.Port == Address.Port && page.UserInfo.Length == 0
        && page.Host is "localhost" or "127.0.0.1";
}
