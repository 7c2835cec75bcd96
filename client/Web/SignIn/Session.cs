namespace Text2Llm.Web.SignIn;

/// <summary>A session as the auth API gives it and the browser keeps it.</summary>
internal sealed record Session
{
    public required string AccessToken { get; init; }

    public required string RefreshToken { get; init; }

    public string TokenType { get; init; } = "bearer";

    /// <summary>How many seconds the access token was good for when it was given.</summary>
    public long ExpiresIn { get; init; }

    /// <summary>When the access token ends, in Unix seconds of this machine's clock.</summary>
    public long ExpiresAt { get; init; }

    public required SessionUser User { get; init; }

    /// <summary>The session without its tokens, which nothing that is written down may hold.</summary>
    public override string ToString() => $"session of {User.Id}";
}
