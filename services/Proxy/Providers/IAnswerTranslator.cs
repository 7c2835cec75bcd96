using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers;

/// <summary>Turns the events of one streamed answer, one after another, into the house's.</summary>
internal interface IAnswerTranslator
{
    /// <summary>Takes the data of the next event, and adds what it means to <paramref name="steps"/>: nothing, one step or several.</summary>
    /// <exception cref="ProviderFaultException">It tells of an error, or makes no sense.</exception>
    void Take(ReadOnlySpan<byte> data, ICollection<StreamChatResponse> steps);

    /// <summary>The provider ended the stream: adds what was held back, and the completion.</summary>
    /// <exception cref="ProviderFaultException">The answer was not complete.</exception>
    void End(ICollection<StreamChatResponse> steps);
}
