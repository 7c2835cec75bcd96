namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>What is read of the answer to <c>GET models</c>.</summary>
internal sealed record ModelsAnswer(IReadOnlyList<ModelEntry?>? Models);

/// <summary>One model; its name is a resource name, as <c>models/gemini-2.5-flash</c>.</summary>
internal sealed record ModelEntry(
    string? Name, string? DisplayName, long? InputTokenLimit, long? OutputTokenLimit, IReadOnlyList<string>? SupportedGenerationMethods);
