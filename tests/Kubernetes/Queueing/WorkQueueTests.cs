using Microsoft.Extensions.Time.Testing;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Queueing;

namespace Text2Llm.Kubernetes.Tests.Queueing;

public sealed class WorkQueueTests : IDisposable
{
    private static readonly ObjectKey A = new("one", "a");
    private static readonly ObjectKey B = new("one", "b");

    private readonly FakeTimeProvider _time = new();
    private readonly WorkQueue _queue;

    public WorkQueueTests() => _queue = new WorkQueue(_time, new Backoff(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task Add_WhatWaitsAlready_IsThereOnce()
    {
        _queue.Add(A);
        _queue.Add(A);
        _queue.Add(B);

        (await _queue.TakeAsync(Cancel)).ShouldBe(A);
        (await _queue.TakeAsync(Cancel)).ShouldBe(B);
        _queue.Depth.ShouldBe(0);
    }

    [Fact]
    public async Task Add_WhatIsWorkedOn_ComesAgainOnlyAfterThat()
    {
        _queue.Add(A);
        await _queue.TakeAsync(Cancel);

        _queue.Add(A);
        _queue.Add(A);
        _queue.Depth.ShouldBe(0);

        _queue.Done(A);
        (await _queue.TakeAsync(Cancel)).ShouldBe(A);
        _queue.Done(A);
        _queue.Depth.ShouldBe(0);
    }

    [Fact]
    public async Task Take_ManyOfOneNamespace_DoNotHoldUpAnother()
    {
        for (var index = 0; index < 1000; index++)
        {
            _queue.Add(new("busy", $"{index}"));
        }

        _queue.Add(new("quiet", "one"));

        await _queue.TakeAsync(Cancel);
        (await _queue.TakeAsync(Cancel)).ShouldBe(new("quiet", "one"));
        (await _queue.TakeAsync(Cancel)).ShouldBe(new("busy", "1"));
    }

    [Fact]
    public void AddAfterFailure_EachInARow_WaitsTwiceAsLong()
    {
        var waits = Enumerable.Range(0, 7).Select(_ => _queue.AddAfterFailure(A).TotalSeconds).ToList();
        waits.ShouldBe([2, 4, 8, 16, 32, 60, 60]);
        _queue.AddAfterFailure(B).TotalSeconds.ShouldBe(2);

        _queue.Forget(A);
        _queue.AddAfterFailure(A).TotalSeconds.ShouldBe(2);
    }

    [Fact]
    public void AddAfterFailure_TenThousandInARow_StillWaitsTheLongest()
    {
        for (var failure = 0; failure < 10_000; failure++)
        {
            _queue.AddAfterFailure(A);
        }

        _queue.AddAfterFailure(A).TotalSeconds.ShouldBe(60);
    }

    [Fact]
    public void AddAfter_Several_TheSoonestComesAndOnlyThat()
    {
        _queue.AddAfter(A, TimeSpan.FromSeconds(30));
        _queue.AddAfter(A, TimeSpan.FromSeconds(10));
        _queue.AddAfter(A, TimeSpan.FromSeconds(20));

        _time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        _queue.Depth.ShouldBe(0);
        _time.Advance(TimeSpan.FromTicks(1));
        _queue.Depth.ShouldBe(1);
    }

    [Fact]
    public async Task Take_ManyWorkers_NeverTheSameTwiceAtOnce()
    {
        var (atWork, together) = (0, 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var taken = 0;
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                while (Volatile.Read(ref taken) < 5000)
                {
                    var key = await _queue.TakeAsync(stop.Token);
                    together = Math.Max(together, Interlocked.Increment(ref atWork));
                    _queue.Add(key);
                    await Task.Yield();
                    Interlocked.Decrement(ref atWork);
                    Interlocked.Increment(ref taken);
                    _queue.Done(key);
                }

                await stop.CancelAsync();
            },
            Cancel)).ToList();
        _queue.Add(A);

        await Task.WhenAll(workers).ContinueWith(_ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default);
        (taken >= 5000, together).ShouldBe((true, 1));
    }
}
