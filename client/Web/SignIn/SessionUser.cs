namespace Text2Llm.Web.SignIn;

/// <summary>Whose a session is.</summary>
internal sealed record SessionUser
{
    public required string Id { get; init; }

    public string? Email { get; init; }

    public bool IsAnonymous { get; init; }

    public UserMetadata? UserMetadata { get; init; }

    /// <summary>What to call the person.</summary>
    public string Name => IsAnonymous ? "Guest" : FirstGiven(UserMetadata?.FullName, UserMetadata?.Name, Email) ?? "Signed in";

    private static string? FirstGiven(params ReadOnlySpan<string?> names)
    {
        foreach (var name in names)
        {
            if (!string.IsNullOrWhiteSpace(name))
            {
                return name;
            }
        }

        return null;
    }
}
