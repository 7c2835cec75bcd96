namespace Text2Llm.Cluster.Tests;

/// <summary>Waits for what a cluster does by itself.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks until something is so.</summary>
    /// <param name="ask">Asks.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="otherwise">Tells what there is where it never was so.</param>
    /// <param name="pause">How long between two questions; null for a fifth of a second.</param>
    public static async Task BecomesTrueAsync(Func<Task<bool>> ask, TimeSpan patience, Func<Task<string>> otherwise, TimeSpan? pause = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await ask())
        {
            if (TimeProvider.System.GetElapsedTime(began) > patience)
            {
                throw new TimeoutException(await otherwise());
            }

            await Task.Delay(pause ?? Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
