namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>What is read of the answer to <c>batchEmbedContents</c>. Only newer models tell their usage.</summary>
internal sealed record BatchEmbedContentsAnswer(IReadOnlyList<ContentEmbedding?>? Embeddings, UsageMetadata? UsageMetadata);

/// <summary>The vector of one text.</summary>
internal sealed record ContentEmbedding(IReadOnlyList<float>? Values);
