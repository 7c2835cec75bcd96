namespace Text2Llm.Agent.Chats;

/// <summary>Where a chat is sent.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="Model">The provider's own name of the model.</param>
/// <param name="Key">The person's key for the provider, or null where it needs none.</param>
public sealed record ChatTarget(string Provider, string Model, string? Key = null)
{
    /// <summary>The target without its key, which nothing that is written down may hold.</summary>
    /// <returns>The provider and the model.</returns>
    public override string ToString() => $"{Provider}/{Model}";
}
