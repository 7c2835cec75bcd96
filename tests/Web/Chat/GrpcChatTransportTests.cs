using Grpc.Core;
using Text2Llm.Agent.Chats;
using Text2Llm.Protos.V1;
using Text2Llm.Web.Tests.Lab;
using Page = Text2Llm.Web.Tests.Lab.Page;

namespace Text2Llm.Web.Tests.Chat;

public sealed class GrpcChatTransportTests : IAsyncLifetime
{
    private static readonly ChatRequest Request = new(
        new ChatTarget("demo", "demo-1", "sk-mine"),
        [new(ChatRole.User, "One"), new(ChatRole.Assistant, "Two"), new(ChatRole.User, "Three")]);

    private Page _page = null!;

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _page = await Page.OpenAsGuestAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public async Task StreamAsync_Answer_IsDeltasAndThenItsCompletion()
    {
        var steps = await StreamAsync();

        steps.ShouldBe(
        [
            new Agent.Chats.TextDelta("Hello"),
            new Agent.Chats.TextDelta(" there"),
            new Completed(Agent.Chats.FinishReason.Stop, "demo-1-exact", new Agent.Chats.TokenUsage(1234, 2, Estimated: true)),
        ]);
    }

    [Fact]
    public async Task StreamAsync_Request_CarriesTheChatTheTokenAndTheKey()
    {
        await StreamAsync();

        var (request, headers) = _page.Services.Chat.Calls.ShouldHaveSingleItem();
        request.Model.ShouldBe("demo-1");
        request.Messages.Select(message => (message.Role, message.Parts.Single().Text))
            .ShouldBe([(Role.User, "One"), (Role.Assistant, "Two"), (Role.User, "Three")]);
        headers.GetValue("authorization").ShouldBe("Bearer access-1");
        headers.GetValue("x-provider").ShouldBe("demo");
        headers.GetValue("x-provider-key").ShouldBe("sk-mine");
    }

    [Fact]
    public async Task StreamAsync_NoKey_SendsNoKeyHeader()
    {
        await foreach (var _ in Transport.StreamAsync(Request with { Target = new ChatTarget("demo", "demo-1") }, Never))
        {
        }

        _page.Services.Chat.Calls.Single().Headers.Get("x-provider-key").ShouldBeNull();
    }

    [Fact]
    public async Task StreamAsync_AnswerInProgress_DeltasArriveAsTheyAreSent()
    {
        var goOn = new TaskCompletionSource();
        _page.Services.Chat.Answer = async (stream, _) =>
        {
            await stream.WriteAsync(new StreamChatResponse { TextDelta = new() { Text = "first" } });
            await goOn.Task;
            await ChatScript.SayAsync(stream, "second");
        };

        await using var steps = Transport.StreamAsync(Request, Never).GetAsyncEnumerator(Never);
        (await steps.MoveNextAsync()).ShouldBeTrue();

        steps.Current.ShouldBe(new Agent.Chats.TextDelta("first"));
        goOn.SetResult();
        (await steps.MoveNextAsync()).ShouldBeTrue();
        steps.Current.ShouldBe(new Agent.Chats.TextDelta("second"));
    }

    [Fact]
    public async Task StreamAsync_Cancelled_CancelsTheServicesCall()
    {
        var cancelled = new TaskCompletionSource();
        _page.Services.Chat.Answer = async (stream, context) =>
        {
            context.CancellationToken.Register(cancelled.SetResult);
            await stream.WriteAsync(new StreamChatResponse { TextDelta = new() { Text = "first" } });
            await cancelled.Task;
        };
        using var stop = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Transport.StreamAsync(Request, stop.Token))
            {
                await stop.CancelAsync();
            }
        });

        await cancelled.Task.WaitAsync(Never);
    }

    [Fact]
    public async Task StreamAsync_Refused_GivesReasonMessageAndWait()
    {
        _page.Services.Chat.Answer = (_, _) => throw ChatScript.Refusal(
            StatusCode.ResourceExhausted, "RATE_LIMITED", "20 a minute.", TimeSpan.FromSeconds(12));

        (await FailAsync()).ShouldBe(new ChatFailure("RATE_LIMITED", "20 a minute.", TimeSpan.FromSeconds(12)));
    }

    [Fact]
    public async Task StreamAsync_RefusedWithUnreadableDetails_StillFails()
    {
        _page.Services.Chat.Answer = (_, _) => throw new RpcException(
            new Status(StatusCode.Internal, "odd"), new Metadata { { "grpc-status-details-bin", new byte[] { 0x1a, 0xff, 0x01 } } });

        (await FailAsync()).ShouldBe(new ChatFailure(ChatFailureReasons.Unknown, "odd"));
    }

    [Fact]
    public async Task StreamAsync_ProviderRefusesTheKey_DoesNotRenewTheSession()
    {
        _page.Services.Chat.Answer = (_, _) => throw ChatScript.Refusal(StatusCode.Unauthenticated, "PROVIDER_ERROR", "Bad key.");

        (await FailAsync()).Reason.ShouldBe("PROVIDER_ERROR");
        _page.Services.Refreshed.ShouldBeEmpty();
    }

    [Fact]
    public async Task StreamAsync_TokenRefused_RenewsItOnceAndSendsAgain()
    {
        _page.Services.Chat.RefusedTokens.Add("access-1");

        var steps = await StreamAsync();

        steps.Count.ShouldBe(3);
        _page.Services.Refreshed.ShouldBe(["refresh-1"]);
        _page.Services.Chat.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task StreamAsync_NewTokenRefusedToo_Fails()
    {
        _page.Services.Chat.RefusedTokens.UnionWith(["access-1", "access-2"]);

        (await FailAsync()).Reason.ShouldBe("UNAUTHENTICATED");
        _page.Services.Chat.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task StreamAsync_ConnectionBreaks_IsInterruptedAfterWhatArrived()
    {
        _page.Services.Chat.Answer = async (stream, context) =>
        {
            await stream.WriteAsync(new StreamChatResponse { TextDelta = new() { Text = "first" } });
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, context.CancellationToken);
            context.GetHttpContext().Abort();
        };

        var arrived = new List<ChatEvent>();
        var failed = await Should.ThrowAsync<ChatFailedException>(async () =>
        {
            await foreach (var step in Transport.StreamAsync(Request, Never))
            {
                arrived.Add(step);
            }
        });

        arrived.ShouldBe([new Agent.Chats.TextDelta("first")]);
        failed.Failure.Reason.ShouldBe(ChatFailureReasons.AnswerInterrupted);
    }

    [Fact]
    public async Task StreamAsync_NobodyThere_IsUnreachable()
    {
        await _page.Services.DisposeAsync();

        (await FailAsync()).Reason.ShouldBe(ChatFailureReasons.NetworkUnreachable);
    }

    private IChatTransport Transport => _page.Get<IChatTransport>();

    private async Task<List<ChatEvent>> StreamAsync()
    {
        var steps = new List<ChatEvent>();
        await foreach (var step in Transport.StreamAsync(Request, Never))
        {
            steps.Add(step);
        }

        return steps;
    }

    private async Task<ChatFailure> FailAsync() => (await Should.ThrowAsync<ChatFailedException>(StreamAsync)).Failure;
}
