using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Text2Llm.Proxy.Telemetry;

namespace Text2Llm.Proxy.Metering;

/// <summary>
/// Takes notes of calls off their callers' path and delivers them, in batches and in order. While whoever takes them is away they wait, up
/// to a bound; at the end of the process what waits is delivered, if it still can be.
/// </summary>
/// <typeparam name="T">What is delivered.</typeparam>
internal abstract partial class DeliveryQueue<T> : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<T> _queue;
    private readonly Counter<long> _lost;
    private readonly TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _refused;
    private int _inHand;

    /// <summary>Makes it.</summary>
    /// <param name="name">What is delivered, in the plural, for instance <c>usage_events</c>.</param>
    /// <param name="capacity">How many may wait; beyond, the newest are dropped, counted and logged.</param>
    /// <param name="meters">Where <c>text2llm.proxy.NAME.waiting</c> and <c>.lost</c> are told.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    protected DeliveryQueue(string name, int capacity, IMeterFactory meters, TimeProvider time, ILogger logger)
    {
        (_name, _time, _logger) = (name.Replace('_', ' '), time, logger);
        _queue = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });
        var meter = meters.Create(ChatTelemetry.Name);
        meter.CreateObservableUpDownCounter($"text2llm.proxy.{name}.waiting", () => Waiting, "{item}", $"{_name} that are not delivered yet.");
        _lost = meter.CreateCounter<long>($"text2llm.proxy.{name}.lost", "{item}", $"{_name} that were never delivered.");
    }

    /// <summary>How long to go on trying to deliver a batch.</summary>
    protected virtual TimeSpan LongestTry => TimeSpan.MaxValue;

    private int Waiting => _queue.Reader.Count + Volatile.Read(ref _inHand);

    /// <summary>Takes one; returns at once.</summary>
    public void Add(T item)
    {
        if (_queue.Writer.TryWrite(item))
        {
            return;
        }

        _lost.Add(1);
        if (Interlocked.Increment(ref _refused) is var refused && (refused & (refused - 1)) == 0)
        {
            // At the first, second, fourth, eighth …: often enough to be seen, too seldom to be a flood.
            LogRefused(_logger, refused, _name);
        }
    }

    /// <summary>
    /// Lets what is queued go out. It has a time of its own for that: streams that were cut off only because the host's time to stop was
    /// over are the very ones that come last.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        _stopping.TrySetResult();
        if (ExecuteTask is { } draining)
        {
            await draining.WaitAsync(LongestDrain, _time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    /// <summary>Delivers a batch. What it throws means that the batch was not taken, as far as is known.</summary>
    /// <param name="batch">What to deliver, oldest first.</param>
    /// <param name="isAgain">Whether it was tried before, and may have arrived.</param>
    /// <param name="cancel">Cancelled when there is no more time.</param>
    protected abstract Task DeliverAsync(IReadOnlyList<T> batch, bool isAgain, CancellationToken cancel);

    /// <summary>Whether a later attempt may succeed where this one failed.</summary>
    protected virtual bool MayPass(Exception failure) => true;

    /// <summary>What the log calls a failure: its kind, never what it quotes.</summary>
    protected virtual string NameOf(Exception failure) => failure.GetType().Name;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<T> batch = [];
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                while (batch.Count < MostAtOnce && _queue.Reader.TryRead(out var item))
                {
                    batch.Add(item);
                }

                Volatile.Write(ref _inHand, batch.Count);
                await InsistAsync(batch, stoppingToken);
                batch.Clear();
                Volatile.Write(ref _inHand, 0);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _lost.Add(Waiting);
            LogLost(_logger, Waiting, _name);
        }
    }

    private async Task InsistAsync(List<T> batch, CancellationToken cancel)
    {
        var began = _time.GetTimestamp();
        for (var (isAgain, pause) = (false, FirstPause); ; (isAgain, pause) = (true, pause * 2 < LongestPause ? pause * 2 : LongestPause))
        {
            try
            {
                await DeliverAsync(batch, isAgain, cancel);
                if (isAgain)
                {
                    LogBack(_logger, _name);
                }

                return;
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
                // Whatever a broken-off attempt throws.
                throw new OperationCanceledException(cancel);
            }
            catch (Exception failure) when (!MayPass(failure) || _time.GetElapsedTime(began) >= LongestTry)
            {
                _lost.Add(batch.Count);
                LogGivenUp(_logger, batch.Count, _name, NameOf(failure));
                return;
            }
            catch (Exception failure)
            {
                if (!isAgain)
                {
                    LogAway(_logger, _name, NameOf(failure));
                }
            }

            await PauseAsync(pause, cancel);
        }
    }

    /// <summary>Waits before the next attempt; only briefly once the process is to end.</summary>
    private async Task PauseAsync(TimeSpan pause, CancellationToken cancel)
    {
        if (_stopping.Task.IsCompleted)
        {
            await Task.Delay(FirstPause, _time, cancel);
            return;
        }

        await _stopping.Task.WaitAsync(pause, _time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "{Refused} {Items} so far were dropped: too many wait, or the proxy is stopping")]
    private static partial void LogRefused(ILogger logger, long refused, string items);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "{Count} {Items} were given up: {Failure}")]
    private static partial void LogGivenUp(ILogger logger, int count, string items, string failure);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "The {Items} cannot be delivered and wait: {Failure}")]
    private static partial void LogAway(ILogger logger, string items, string failure);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Information, Message = "The {Items} are delivered again")]
    private static partial void LogBack(ILogger logger, string items);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Error, Message = "{Lost} {Items} are lost: they could not be delivered until the proxy's end")]
    private static partial void LogLost(ILogger logger, int lost, string items);
}
