namespace Text2Llm.Web.SignIn;

/// <summary>What a person's identity provider says of them.</summary>
internal sealed record UserMetadata(string? FullName, string? Name);
