using Text2Llm.Agent.Chats;
using Text2Llm.Agent.Conversations;

namespace Text2Llm.Agent.Tests.Conversations;

public sealed class ConversationTests
{
    private static readonly ChatTarget Target = new("demo", "demo-1");

    private readonly ScriptedTransport _transport = new();
    private readonly Conversation _conversation;

    public ConversationTests()
    {
        _conversation = new Conversation(_transport);
    }

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    private Turn Last => _conversation.Turns[^1];

    [Fact]
    public async Task SendAsync_BeforeAnythingArrives_TurnWaits()
    {
        var sent = _conversation.SendAsync("Hello", Target, Never);

        _conversation.IsRunning.ShouldBeTrue();
        Last.State.ShouldBe(TurnState.Waiting);
        Last.Prompt.ShouldBe("Hello");

        _transport.Completes();
        await sent;
    }

    [Fact]
    public async Task SendAsync_DeltasAndCompletion_TurnIsCompleteWithAllOfIt()
    {
        var usage = new TokenUsage(3, 5, Estimated: true);
        _transport.Says("Good ", "morning").Completes(FinishReason.Length, "demo-1-exact", usage);

        await _conversation.SendAsync("Hello", Target, Never);

        Last.State.ShouldBe(TurnState.Complete);
        Last.Answer.ShouldBe("Good morning");
        Last.FinishReason.ShouldBe(FinishReason.Length);
        Last.Model.ShouldBe("demo-1-exact");
        Last.Usage.ShouldBe(usage);
        _conversation.IsRunning.ShouldBeFalse();
    }

    [Fact]
    public async Task SendAsync_CompletionWithoutAModel_KeepsTheOneAsked()
    {
        _transport.Says("Hi").Completes();

        await _conversation.SendAsync("Hello", Target, Never);

        Last.Model.ShouldBe("demo-1");
    }

    [Fact]
    public async Task SendAsync_Stopped_KeepsWhatArrived()
    {
        using var stop = new CancellationTokenSource();
        var arrived = new TaskCompletionSource();
        _transport.Says("Half an ans");
        _conversation.Changed += () => Last.Changed += arrived.SetResult;
        var sent = _conversation.SendAsync("Hello", Target, stop.Token);
        await arrived.Task.WaitAsync(Never);
        Last.State.ShouldBe(TurnState.Streaming);
        Last.Changed -= arrived.SetResult;

        await stop.CancelAsync();
        await sent;

        Last.State.ShouldBe(TurnState.Stopped);
        Last.Answer.ShouldBe("Half an ans");
    }

    [Fact]
    public async Task SendAsync_RefusedHalfway_KeepsWhatArrivedAndSaysWhy()
    {
        var failure = new ChatFailure("RATE_LIMITED", "Slow down.", TimeSpan.FromSeconds(9));
        _transport.Says("Half").Ends(new ChatFailedException(failure));

        await _conversation.SendAsync("Hello", Target, Never);

        Last.State.ShouldBe(TurnState.Failed);
        Last.Answer.ShouldBe("Half");
        Last.Failure.ShouldBe(failure);
        _conversation.CanRetry.ShouldBeTrue();
    }

    [Fact]
    public async Task SendAsync_StreamEndsWithoutCompletion_IsInterrupted()
    {
        _transport.Says("Half").Ends();

        await _conversation.SendAsync("Hello", Target, Never);

        Last.Failure!.Reason.ShouldBe(ChatFailureReasons.AnswerInterrupted);
    }

    [Fact]
    public async Task SendAsync_TransportHasADefect_ThrowsItAndLeavesNoTurnRunning()
    {
        _transport.Ends(new FormatException("defect"));

        await Should.ThrowAsync<FormatException>(() => _conversation.SendAsync("Hello", Target, Never));

        Last.State.ShouldBe(TurnState.Failed);
    }

    [Fact]
    public async Task SendAsync_WhileATurnRuns_Throws()
    {
        var first = _conversation.SendAsync("First", Target, Never);

        await Should.ThrowAsync<InvalidOperationException>(() => _conversation.SendAsync("Second", Target, Never));

        _transport.Completes();
        await first;
        _conversation.Turns.Count.ShouldBe(1);
    }

    [Fact]
    public async Task SendAsync_AfterOtherTurns_SendsThemAlong()
    {
        _transport.Says("One").Completes();
        await _conversation.SendAsync("First", Target, Never);
        _transport.Completes();
        await _conversation.SendAsync("Second", Target, Never);

        _transport.Requests[^1].Messages.ShouldBe(
        [
            new ChatMessage(ChatRole.User, "First"),
            new ChatMessage(ChatRole.Assistant, "One"),
            new ChatMessage(ChatRole.User, "Second"),
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("Half")]
    public async Task SendAsync_AfterAFailedTurn_SendsItsAnswerOnlyIfThereIsOne(string arrived)
    {
        _transport.Says(arrived).Ends(new ChatFailedException(new ChatFailure("PROVIDER_ERROR", "")));
        await _conversation.SendAsync("First", Target, Never);
        _transport.Completes();

        await _conversation.SendAsync("Second", Target, Never);

        _transport.Requests[^1].Messages.Any(message => message.Role is ChatRole.Assistant).ShouldBe(arrived == "Half");
        _transport.Requests[^1].Messages[0].Text.ShouldBe("First");
    }

    [Fact]
    public async Task RetryAsync_FailedTurn_AsksAgainWithoutTheBrokenAnswer()
    {
        _transport.Says("Half").Ends(new ChatFailedException(new ChatFailure("PROVIDER_ERROR", "")));
        await _conversation.SendAsync("Hello", Target, Never);
        _transport.Says("Whole").Completes();

        await _conversation.RetryAsync(new ChatTarget("other", "other-2"), Never);

        _transport.Requests[^1].Messages.ShouldBe([new ChatMessage(ChatRole.User, "Hello")]);
        _transport.Requests[^1].Target.Provider.ShouldBe("other");
        Last.State.ShouldBe(TurnState.Complete);
        Last.Answer.ShouldBe("Whole");
        Last.Provider.ShouldBe("other");
        Last.Failure.ShouldBeNull();
        _conversation.Turns.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RetryAsync_FailsBeforeItBegins_KeepsWhatHadArrived()
    {
        _transport.Says("Half").Ends(new ChatFailedException(new ChatFailure("PROVIDER_ERROR", "")));
        await _conversation.SendAsync("Hello", Target, Never);
        _transport.Ends(new ChatFailedException(new ChatFailure("PROVIDER_UNREACHABLE", "")));

        await _conversation.RetryAsync(Target, Never);

        Last.State.ShouldBe(TurnState.Failed);
        Last.Answer.ShouldBe("Half");
    }

    [Fact]
    public async Task RetryAsync_TurnThatDidNotFail_Throws()
    {
        _transport.Completes();
        await _conversation.SendAsync("Hello", Target, Never);

        await Should.ThrowAsync<InvalidOperationException>(() => _conversation.RetryAsync(Target, Never));
    }

    [Fact]
    public async Task Changed_ATurn_IsRaisedAtItsBeginningAndItsEnd()
    {
        var states = new List<TurnState>();
        _conversation.Changed += () => states.Add(Last.State);
        _transport.Says("a", "b", "c").Completes();

        await _conversation.SendAsync("Hello", Target, Never);

        states.ShouldBe([TurnState.Waiting, TurnState.Complete]);
    }

    [Fact]
    public void ToString_OfATarget_LeavesTheKeyOut() =>
        new ChatRequest(Target with { Key = "sk-canary" }, []).ToString().ShouldNotContain("canary");
}
