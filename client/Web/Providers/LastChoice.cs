namespace Text2Llm.Web.Providers;

/// <summary>What was chosen last, for the next visit.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="Models">The model last used with each provider.</param>
internal sealed record LastChoice(string? Provider, Dictionary<string, string>? Models);
