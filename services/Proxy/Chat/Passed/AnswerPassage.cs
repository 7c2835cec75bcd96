using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Chat.Passed;

/// <summary>Passes a provider's answer to the caller as its bytes come, and reads along for metering.</summary>
internal abstract class AnswerPassage
{
    protected const int ReadBytes = 16 * 1024;

    /// <summary>Passes the whole answer.</summary>
    public abstract Task PassAsync(Stream source, Stream caller, CancellationToken cancel);

    /// <summary>The bytes that tell a caller, in mid-answer, that it broke off; null where the format has no room for that.</summary>
    public abstract ReadOnlyMemory<byte>? ErrorEvent(CallError error);
}
