using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Kubernetes.Hosting;
using Text2Llm.Kubernetes.Tests.Caching;
using static Text2Llm.Kubernetes.Tests.Caching.ScriptedApiServer;

namespace Text2Llm.Kubernetes.Tests.Hosting;

/// <summary>When an operator says that it is unwell.</summary>
public sealed class CacheHealthCheckTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Check_BeforeTheFirstList_IsUnhealthy()
    {
        await using var server = await StartAsync(
            (context, _) => StayAsync(context),
            (context, _) => StayAsync(context));
        using var client = server.Connect();
        await using var cache = new RunningCache(client, time: _time);
        await Eventually.BecomesTrueAsync(() => !server.Requests.IsEmpty, () => "nothing is asked");

        (await CheckAsync(cache)).Status.ShouldBe(HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task Check_NothingHeardForLong_IsUnhealthyUntilAWatchStands()
    {
        var refuses = false;
        var open = new CancellationTokenSource();
        var stands = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(
            (context, _) => refuses ? Refuse(context) : ListAsync(context, 1, "a"),
            async (context, _) =>
            {
                if (refuses)
                {
                    await Refuse(context);
                    return;
                }

                await context.Response.Body.FlushAsync(context.RequestAborted);
                stands.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, open.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            });
        using var client = server.Connect();
        await using var cache = new RunningCache(client, time: _time);
        await cache.ToldAsync("+a");
        (await CheckAsync(cache)).Status.ShouldBe(HealthStatus.Healthy);

        await stands.Task.WaitAsync(TestContext.Current.CancellationToken);
        refuses = true;
        await open.CancelAsync();
        await Eventually.BecomesTrueAsync(() => server.Requests.Count >= 3, () => "the watch does not end");
        _time.Advance(new OperatorSettings().MaxStaleness);
        (await CheckAsync(cache)).Status.ShouldBe(HealthStatus.Healthy, "it is not stale for long enough");
        _time.Advance(TimeSpan.FromSeconds(1));
        var unwell = await CheckAsync(cache);
        (unwell.Status, unwell.Description).ShouldBe((HealthStatus.Unhealthy, "The API server has not been heard of: configmaps."));

        open.Dispose();
        open = new();
        refuses = false;
        await Eventually.BecomesTrueAsync(async () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return (await CheckAsync(cache)).Status == HealthStatus.Healthy;
        }, () => "it stays unwell");
        await open.CancelAsync();
        open.Dispose();
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = 500;
        return Task.CompletedTask;
    }

    private static Task<HealthCheckResult> CheckAsync(RunningCache cache) =>
        new CacheHealthCheck([cache.Cache], new OperatorSettings()).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
}
