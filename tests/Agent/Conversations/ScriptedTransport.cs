using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Text2Llm.Agent.Chats;

namespace Text2Llm.Agent.Tests.Conversations;

/// <summary>A provider that says what a test tells it to, when it tells it to.</summary>
internal sealed class ScriptedTransport : IChatTransport
{
    // One for each answer, so that a test may script answers before they are asked for.
    private readonly List<Channel<ChatEvent>> _answers = [Channel.CreateUnbounded<ChatEvent>()];

    public List<ChatRequest> Requests { get; } = [];

    public async IAsyncEnumerable<ChatEvent> StreamAsync(
        ChatRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Requests.Add(request);
        await foreach (var step in _answers[Requests.Count - 1].Reader.ReadAllAsync(cancellationToken))
        {
            yield return step;
        }
    }

    public ScriptedTransport Says(params string[] texts)
    {
        foreach (var text in texts)
        {
            _answers[^1].Writer.TryWrite(new TextDelta(text));
        }

        return this;
    }

    public void Completes(FinishReason reason = FinishReason.Stop, string model = "", TokenUsage? usage = null)
    {
        _answers[^1].Writer.TryWrite(new Completed(reason, model, usage));
        Ends();
    }

    public void Ends(Exception? error = null)
    {
        _answers[^1].Writer.Complete(error);
        _answers.Add(Channel.CreateUnbounded<ChatEvent>());
    }
}
