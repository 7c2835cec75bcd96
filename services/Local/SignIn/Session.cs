namespace Text2Llm.Local.SignIn;

/// <summary>One sign-in of one user, kept alive by refresh tokens.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Method">How they signed in: <c>anonymous</c> or <c>oauth</c>.</param>
/// <param name="CreatedAt">When.</param>
internal sealed record Session(string Id, string UserId, string Method, DateTimeOffset CreatedAt);
