using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Chat.Translated;

/// <summary>An OpenAI chat completion in the house's shape.</summary>
/// <param name="Chat">The chat.</param>
/// <param name="IsStreamed">Whether the answer is to come as a stream.</param>
/// <param name="TellsUsage">Whether the caller asks the stream to tell its usage.</param>
internal sealed record TranslatedRequest(StreamChatRequest Chat, bool IsStreamed, bool TellsUsage);
