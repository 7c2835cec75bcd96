namespace Text2Llm.Local.SignIn;

/// <summary>Begins and continues sessions.</summary>
internal sealed class Sessions(UserStore users, SessionStore sessions, AccessTokens tokens)
{
    /// <summary>A new session for somebody without an account.</summary>
    public SessionBody BeginAnonymous() => Begin(users.AddAnonymous(), "anonymous");

    /// <summary>A new session for a user who came back with a code.</summary>
    public SessionBody Begin(string userId) => Begin(Known(userId), "oauth");

    /// <summary>Continues the session of a refresh token.</summary>
    /// <exception cref="SignInException">The token is not good (any more).</exception>
    public SessionBody Continue(string refreshToken)
    {
        var session = sessions.UseToken(refreshToken);
        return Issue(Known(session.UserId), session);
    }

    private SessionBody Begin(User user, string method) => Issue(user, sessions.Add(user.Id, method));

    private SessionBody Issue(User user, Session session)
    {
        var (token, expiresAt) = tokens.Write(user, session);
        return new SessionBody(
            token,
            "bearer",
            (int)AccessTokens.Lifetime.TotalSeconds,
            expiresAt.ToUnixTimeSeconds(),
            sessions.AddToken(session),
            UserBody.From(user));
    }

    private User Known(string userId) => users.Find(userId)
        ?? throw new SignInException(StatusCodes.Status404NotFound, "user_not_found", "User from sub claim in JWT does not exist");
}
