using Text2Llm.Agent.Chats;

namespace Text2Llm.Agent.Conversations;

/// <summary>
/// A conversation: its turns, one running at a time. It belongs to one thread, as a page does.
/// </summary>
/// <param name="transport">Carries its chats.</param>
public sealed class Conversation(IChatTransport transport)
{
    private readonly List<Turn> _turns = [];

    /// <summary>Raised when a turn begins and when one ends.</summary>
    public event Action? Changed;

    /// <summary>The turns, oldest first.</summary>
    public IReadOnlyList<Turn> Turns => _turns;

    /// <summary>Whether a turn is being answered.</summary>
    public bool IsRunning => _turns.Count > 0 && _turns[^1].IsRunning;

    /// <summary>Whether the last turn failed, and may be tried again.</summary>
    public bool CanRetry => _turns.Count > 0 && _turns[^1].State is TurnState.Failed;

    /// <summary>The chat that sending a prompt would send, for who must know its size beforehand.</summary>
    /// <param name="prompt">What the person would ask.</param>
    /// <param name="target">Where it would go.</param>
    /// <returns>The conversation so far, with the prompt at its end.</returns>
    public ChatRequest Draft(string prompt, ChatTarget target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(prompt);
        ArgumentNullException.ThrowIfNull(target);
        return new ChatRequest(target, [.. Context(_turns), new ChatMessage(ChatRole.User, prompt)]);
    }

    /// <summary>Asks something, and follows the answer to its end.</summary>
    /// <param name="prompt">What the person asks.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="cancellationToken">Stops the turn; what has arrived is kept.</param>
    /// <returns>A task that completes when the turn is complete, stopped or failed; the turn itself tells which.</returns>
    public Task SendAsync(string prompt, ChatTarget target, CancellationToken cancellationToken)
    {
        ThrowIfRunning();
        var request = Draft(prompt, target);
        var turn = new Turn(prompt, target);
        _turns.Add(turn);
        return RunAsync(turn, request, cancellationToken);
    }

    /// <summary>Asks the failed last turn again; what had arrived of its answer makes way once the new one begins.</summary>
    /// <param name="target">Where it goes this time.</param>
    /// <param name="cancellationToken">Stops the turn; what has arrived is kept.</param>
    /// <returns>A task that completes when the turn is complete, stopped or failed.</returns>
    public Task RetryAsync(ChatTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!CanRetry)
        {
            throw new InvalidOperationException("Only a failed last turn can be tried again.");
        }

        var turn = _turns[^1];
        var request = new ChatRequest(target, [.. Context(_turns[..^1]), new ChatMessage(ChatRole.User, turn.Prompt)]);
        turn.Restart(target);
        return RunAsync(turn, request, cancellationToken);
    }

    // An answer that never began says nothing to a model; one that broke off still does.
    private static IEnumerable<ChatMessage> Context(IEnumerable<Turn> turns)
    {
        foreach (var turn in turns)
        {
            yield return new ChatMessage(ChatRole.User, turn.Prompt);
            if (!string.IsNullOrWhiteSpace(turn.Answer))
            {
                yield return new ChatMessage(ChatRole.Assistant, turn.Answer);
            }
        }
    }

    private async Task RunAsync(Turn turn, ChatRequest request, CancellationToken cancellationToken)
    {
        Changed?.Invoke();
        try
        {
            await FollowAsync(turn, request, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            turn.Stop();
        }
        catch (ChatFailedException failed)
        {
            turn.Fail(failed.Failure);
        }
        finally
        {
            if (turn.IsRunning)
            {
                // What is thrown from here is a defect, and goes on; the turn must not stay running behind it.
                turn.Fail(new ChatFailure(ChatFailureReasons.Unknown, ""));
            }

            Changed?.Invoke();
        }
    }

    private async Task FollowAsync(Turn turn, ChatRequest request, CancellationToken cancellationToken)
    {
        await foreach (var step in transport.StreamAsync(request, cancellationToken).WithCancellation(cancellationToken))
        {
            switch (step)
            {
                case TextDelta delta:
                    turn.Append(delta.Text);
                    break;
                case Completed completed:
                    turn.Complete(completed);
                    return;
            }
        }

        throw new ChatFailedException(new ChatFailure(
            ChatFailureReasons.AnswerInterrupted, "The answer ended without saying that it was whole."));
    }

    private void ThrowIfRunning()
    {
        if (IsRunning)
        {
            throw new InvalidOperationException("One turn at a time.");
        }
    }
}
