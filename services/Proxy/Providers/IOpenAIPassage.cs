namespace Text2Llm.Proxy.Providers;

/// <summary>A provider that takes OpenAI's own requests, so that their bytes pass untranslated.</summary>
internal interface IOpenAIPassage
{
    /// <summary>Whether its streams tell their usage when <c>stream_options.include_usage</c> asks for it.</summary>
    bool StreamsUsage { get; }

    /// <summary>Top-level fields of OpenAI's chat completions that the provider is known to pass over in silence, or to refuse.</summary>
    IReadOnlySet<string> UnsupportedFields { get; }

    /// <summary>Whether its embeddings take <c>dimensions</c> by that name.</summary>
    bool TakesDimensions { get; }

    /// <summary>An OpenAI request as one to the provider, byte for byte.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="key">The caller's key.</param>
    /// <param name="path">Where to, below the provider's base, for instance <c>chat/completions</c>.</param>
    /// <param name="body">The request's body.</param>
    HttpRequestMessage CreateRequest(Provider provider, ProviderKey key, string path, ReadOnlyMemory<byte> body);
}
