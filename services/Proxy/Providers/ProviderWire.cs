namespace Text2Llm.Proxy.Providers;

/// <summary>What speaks a wire format, by the name that <see cref="ProviderOptions.Wire"/> gives it.</summary>
/// <param name="Name">The name, for instance <c>anthropic</c>.</param>
/// <param name="Chat">Its chat.</param>
/// <param name="Models">Its list of models, or null where it has none.</param>
/// <param name="Embeddings">Its embeddings, or null where it has none.</param>
/// <param name="Passage">How OpenAI's own requests pass untranslated, or null where they have to be translated.</param>
internal sealed record ProviderWire(
    string Name, IChatAdapter Chat, IModelsAdapter? Models = null, IEmbeddingsAdapter? Embeddings = null, IOpenAIPassage? Passage = null);
