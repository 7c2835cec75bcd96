namespace Text2Llm.Local.SignIn;

/// <summary>Somebody who signed in. Without an address they are anonymous.</summary>
internal sealed record User(string Id, string? Email, string Provider, DateTimeOffset CreatedAt, DateTimeOffset LastSignInAt)
{
    /// <summary>The provider's name of those who signed in without one.</summary>
    public const string AnonymousProvider = "anonymous";

    public bool IsAnonymous => Email is null;
}
