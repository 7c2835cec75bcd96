using Text2Llm.Proxy.Models;

namespace Text2Llm.Proxy.Tests.Models;

public sealed class OneAtATimeTests
{
    private readonly OneAtATime _turns = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_SameName_WaitsForTheOneBefore()
    {
        var first = await _turns.EnterAsync("a", Cancel);
        var second = _turns.EnterAsync("a", Cancel);
        using var other = await _turns.EnterAsync("b", Cancel);

        second.IsCompleted.ShouldBeFalse();
        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task Enter_CancelledInTheQueue_LeavesTheTurnToTheNext()
    {
        var first = await _turns.EnterAsync("a", Cancel);
        using var leaving = new CancellationTokenSource();
        var second = _turns.EnterAsync("a", leaving.Token);
        var third = _turns.EnterAsync("a", Cancel);

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        first.Dispose();

        (await third).Dispose();
    }

    [Fact]
    public async Task Enter_AllLeft_RemembersNothing()
    {
        using (await _turns.EnterAsync("a", Cancel))
        using (await _turns.EnterAsync("b", Cancel))
        {
            _turns.Count.ShouldBe(2);
        }

        _turns.Count.ShouldBe(0);
    }
}
