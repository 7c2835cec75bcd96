using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Tests.Running;

public sealed class ByteBudgetTests
{
    [Fact]
    public async Task Take_MoreThanIsLeft_WaitsUntilEnoughIsGivenBack()
    {
        var budget = new ByteBudget(100);
        await budget.TakeAsync(60, TestContext.Current.CancellationToken);
        await budget.TakeAsync(40, TestContext.Current.CancellationToken);
        var waiting = budget.TakeAsync(50, TestContext.Current.CancellationToken).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        budget.Give(40);
        waiting.IsCompleted.ShouldBeFalse();
        budget.Give(60);
        await waiting;
    }

    [Fact]
    public async Task Take_MoreThanTheWhole_GoesAlone()
    {
        var budget = new ByteBudget(100);
        await budget.TakeAsync(1000, TestContext.Current.CancellationToken);
        var waiting = budget.TakeAsync(1, TestContext.Current.CancellationToken).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        budget.Give(1000);
        await waiting;
    }

    [Fact]
    public async Task Add_BytesThatAreThere_KeepsTheNextWaiting()
    {
        var budget = new ByteBudget(100);
        await budget.TakeAsync(10, TestContext.Current.CancellationToken);
        budget.Add(1000);
        var waiting = budget.TakeAsync(1, TestContext.Current.CancellationToken).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        budget.Give(10 + 1000);
        await waiting;
    }

    [Fact]
    public async Task Take_Cancelled_Ends()
    {
        var budget = new ByteBudget(1);
        await budget.TakeAsync(1, TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var waiting = budget.TakeAsync(1, stop.Token).AsTask();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }
}
