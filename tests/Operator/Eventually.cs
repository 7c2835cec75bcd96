namespace Text2Llm.Operator.Tests;

/// <summary>Waits for what happens off a caller's path and is told nowhere.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static Task BecomesTrueAsync(Func<bool> holds, Func<string> otherwise) =>
        BecomesTrueAsync(() => Task.FromResult(holds()), otherwise);

    public static async Task BecomesTrueAsync(Func<Task<bool>> holds, Func<string> otherwise)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (!await holds())
        {
            (TimeProvider.System.GetUtcNow() < deadline).ShouldBeTrue(otherwise());
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
