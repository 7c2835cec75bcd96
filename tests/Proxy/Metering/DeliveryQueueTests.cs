using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Proxy.Metering;

namespace Text2Llm.Proxy.Tests.Metering;

/// <summary>How notes of calls wait, go out, are given up and are counted.</summary>
public sealed class DeliveryQueueTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConcurrentDictionary<string, long> _measured = new();
    private readonly MeterListener _listener = new();
    private readonly List<DeliveryOfNumbers> _queues = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        var meters = _meters.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, measured, _, _) => _measured.AddOrUpdate(instrument.Name, measured, (_, sum) => sum + measured));
        _listener.SetMeasurementEventCallback<int>((instrument, measured, _, _) => _measured[instrument.Name] = measured);
        _listener.Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues)
        {
            queue.IsAway = false;
            await queue.StopAsync(Cancel);
            queue.Dispose();
        }

        _listener.Dispose();
        await _meters.DisposeAsync();
    }

    [Fact]
    public async Task Add_MoreThanMayWait_DropsTheNewestAndCountsThem()
    {
        var queue = Queue(capacity: 3);
        for (var number = 1; number <= 5; number++)
        {
            queue.Add(number);
        }

        _listener.RecordObservableInstruments();
        _measured["text2llm.proxy.numbers.waiting"].ShouldBe(3);
        _measured["text2llm.proxy.numbers.lost"].ShouldBe(2);

        await queue.StartAsync(Cancel);
        await queue.StopAsync(Cancel);

        queue.Delivered.ShouldBe([1, 2, 3]);
        _listener.RecordObservableInstruments();
        _measured["text2llm.proxy.numbers.waiting"].ShouldBe(0);
    }

    [Fact]
    public async Task Delivery_ThatFails_IsTriedAgainWithTheSameBatchAndTheOthersWait()
    {
        var queue = Queue();
        queue.IsAway = true;
        queue.Add(1);
        await queue.StartAsync(Cancel);
        await TriedAsync(queue, 1);
        queue.Add(2);
        await TriedAsync(queue, 4);

        _listener.RecordObservableInstruments();
        _measured["text2llm.proxy.numbers.waiting"].ShouldBe(2);
        queue.IsAway = false;
        await DeliveredAsync(queue, 2);

        queue.Delivered.ShouldBe([1, 2]);
        queue.Again.ShouldBeTrue();
        _measured.ContainsKey("text2llm.proxy.numbers.lost").ShouldBeFalse();
    }

    [Fact]
    public async Task Delivery_ThatFailsTooLong_IsGivenUpAndCounted()
    {
        var queue = Queue(longestTry: TimeSpan.FromMinutes(1));
        queue.IsAway = true;
        queue.Add(1);
        await queue.StartAsync(Cancel);
        var began = _clock.GetUtcNow();

        await Eventually.BecomesTrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return _measured.GetValueOrDefault("text2llm.proxy.numbers.lost") == 1;
            },
            () => "it is still tried");

        (_clock.GetUtcNow() - began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
        queue.IsAway = false;
        queue.Add(2);
        await DeliveredAsync(queue, 1);
        queue.Delivered.ShouldBe([2]);
    }

    [Fact]
    public async Task Delivery_ThatCannotSucceed_IsGivenUpAtOnce()
    {
        var queue = Queue();
        queue.IsHopeless = true;
        queue.Add(1);
        await queue.StartAsync(Cancel);
        await Eventually.BecomesTrueAsync(() => _measured.GetValueOrDefault("text2llm.proxy.numbers.lost") == 1, () => "it is still tried");

        queue.IsHopeless = false;
        queue.Add(2);
        await DeliveredAsync(queue, 1);

        queue.Delivered.ShouldBe([2]);
        queue.Tries.ShouldBe(2);
    }

    [Fact]
    public async Task Stop_InTheMiddleOfALongPause_TriesOnceMoreWithoutWaiting()
    {
        var queue = Queue();
        queue.IsAway = true;
        queue.Add(1);
        await queue.StartAsync(Cancel);
        await TriedAsync(queue, 8);
        queue.IsAway = false;

        var stopped = queue.StopAsync(Cancel);
        await Eventually.BecomesTrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                return stopped.IsCompleted;
            },
            () => "it does not end");

        // The pause was of ten seconds, and the time to stop is of five.
        queue.Delivered.ShouldBe([1]);
    }

    [Fact]
    public async Task Stop_WhileItStaysAway_EndsAfterItsTimeAndCountsWhatIsLost()
    {
        var queue = Queue();
        queue.IsAway = true;
        queue.Add(1);
        await queue.StartAsync(Cancel);
        await TriedAsync(queue, 1);
        queue.Add(2);

        var stopped = queue.StopAsync(Cancel);
        await Eventually.BecomesTrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return stopped.IsCompleted;
            },
            () => "it does not end");

        await stopped;
        _measured["text2llm.proxy.numbers.lost"].ShouldBe(2);
    }

    private DeliveryOfNumbers Queue(int capacity = 100, TimeSpan? longestTry = null)
    {
        var queue = new DeliveryOfNumbers(capacity, longestTry ?? TimeSpan.MaxValue, _meters.GetRequiredService<IMeterFactory>(), _clock);
        _queues.Add(queue);
        return queue;
    }

    private Task TriedAsync(DeliveryOfNumbers queue, int times) => AdvancingAsync(() => queue.Tries >= times);

    private Task DeliveredAsync(DeliveryOfNumbers queue, int count) => AdvancingAsync(() => queue.Delivered.Count >= count);

    private Task AdvancingAsync(Func<bool> holds) => Eventually.BecomesTrueAsync(
        () =>
        {
            if (!holds())
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return false;
            }

            return true;
        },
        () => "it was not tried");

    private sealed class DeliveryOfNumbers(int capacity, TimeSpan longestTry, IMeterFactory meters, TimeProvider time)
        : DeliveryQueue<int>("numbers", capacity, meters, time, NullLogger.Instance)
    {
        private int _tries;

        public volatile bool IsAway;
        public volatile bool IsHopeless;
        public volatile bool Again;

        public int Tries => Volatile.Read(ref _tries);

        public ConcurrentQueue<int> Delivered { get; } = new();

        protected override TimeSpan LongestTry => longestTry;

        protected override bool MayPass(Exception failure) => failure is not InvalidOperationException;

        protected override Task DeliverAsync(IReadOnlyList<int> batch, bool isAgain, CancellationToken cancel)
        {
            Interlocked.Increment(ref _tries);
            if (IsHopeless)
            {
                throw new InvalidOperationException();
            }

            if (IsAway)
            {
                throw new IOException();
            }

            Again |= isAgain;
            foreach (var number in batch)
            {
                Delivered.Enqueue(number);
            }

            return Task.CompletedTask;
        }
    }
}
