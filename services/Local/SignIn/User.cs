namespace Text2Llm.Local.SignIn;

/// <summary>Somebody who signed in. Without an address they are anonymous.</summary>
internal sealed record User(string Id, string? Email, string Provider, DateTimeOffset CreatedAt, DateTimeOffset LastSignInAt)
{
    /// <summary>The provider's name of those who signed in without one.</summary>
    public const string AnonymousProvider = "anonymous";

    public bool IsAnonymous => Email is null;

    /// <summary>Supabase's <c>app_metadata</c>: by which provider they sign in.</summary>
    public IReadOnlyDictionary<string, object> AppMetadata => IsAnonymous
        ? new Dictionary<string, object>()
        : new Dictionary<string, object> { ["provider"] = Provider, ["providers"] = new[] { Provider } };

    /// <summary>Supabase's <c>user_metadata</c>: what the provider tells of them.</summary>
    public IReadOnlyDictionary<string, object> UserMetadata => Email is null
        ? new Dictionary<string, object>()
        : new Dictionary<string, object> { ["email"] = Email };
}
