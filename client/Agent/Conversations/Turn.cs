using System.Text;
using Text2Llm.Agent.Chats;

namespace Text2Llm.Agent.Conversations;

/// <summary>What a person asked, and what has come back so far.</summary>
public sealed class Turn
{
    private readonly StringBuilder _answer = new();
    private string? _answerText;
    private bool _answerIsOld;

    internal Turn(string prompt, ChatTarget target)
    {
        Prompt = prompt;
        Provider = target.Provider;
        Model = target.Model;
    }

    /// <summary>Raised after every change.</summary>
    public event Action? Changed;

    /// <summary>What the person asked.</summary>
    public string Prompt { get; }

    /// <summary>The id of the provider that was asked.</summary>
    public string Provider { get; private set; }

    /// <summary>The model that answered, or that was asked while it has not said its name.</summary>
    public string Model { get; private set; }

    /// <summary>How far the turn has come.</summary>
    public TurnState State { get; private set; }

    /// <summary>Whether the turn is still being answered.</summary>
    public bool IsRunning => State is TurnState.Waiting or TurnState.Streaming;

    /// <summary>The answer's text so far.</summary>
    public string Answer => _answerText ??= _answer.ToString();

    /// <summary>Why the model stopped, once the turn is complete.</summary>
    public FinishReason FinishReason { get; private set; }

    /// <summary>What the answer cost, once that is known.</summary>
    public TokenUsage? Usage { get; private set; }

    /// <summary>Why the turn failed, where it did.</summary>
    public ChatFailure? Failure { get; private set; }

    internal void Append(string text)
    {
        MakeWay();
        _answer.Append(text);
        _answerText = null;
        State = TurnState.Streaming;
        Changed?.Invoke();
    }

    internal void Complete(Completed completed)
    {
        MakeWay();
        FinishReason = completed.FinishReason;
        Usage = completed.Usage;
        Model = completed.Model.Length > 0 ? completed.Model : Model;
        Become(TurnState.Complete);
    }

    internal void Stop() => Become(TurnState.Stopped);

    internal void Fail(ChatFailure failure)
    {
        Failure = failure;
        Become(TurnState.Failed);
    }

    internal void Restart(ChatTarget target)
    {
        _answerIsOld = true;
        Failure = null;
        Provider = target.Provider;
        Model = target.Model;
        Become(TurnState.Waiting);
    }

    // What had arrived before is better than nothing, so it goes only when there is something in its place.
    private void MakeWay()
    {
        if (_answerIsOld)
        {
            _answer.Clear();
            _answerText = null;
            _answerIsOld = false;
        }
    }

    private void Become(TurnState state)
    {
        State = state;
        Changed?.Invoke();
    }
}
