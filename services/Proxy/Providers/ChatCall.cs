using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers;

/// <summary>One chat on its way to a provider.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Key">The caller's key for it.</param>
/// <param name="Chat">The chat.</param>
/// <param name="IsStreamed">Whether the answer is to come as a stream.</param>
/// <param name="Unsupported">Takes the names of the fields that the provider cannot honour.</param>
internal sealed record ChatCall(Provider Provider, ProviderKey Key, StreamChatRequest Chat, bool IsStreamed, UnsupportedFields Unsupported);
