using System.Threading.Channels;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Scans one shard by several threads: one reads, as many as there are workers process, one writes in the order of reading.</summary>
internal sealed class ScanThreads
{
    private readonly ScanSink _sink;
    private readonly ByteBudget _budget;
    private readonly Channel<ScanWorker> _idle = Channel.CreateUnbounded<ScanWorker>();
    private readonly Channel<Batch> _batches = Channel.CreateUnbounded<Batch>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    public ScanThreads(IEnumerable<ScanWorker> workers, ScanSink sink, RunLimits limits)
    {
        _sink = sink;
        _budget = new ByteBudget(limits.WaitingBytes);
        foreach (var worker in workers)
        {
            _idle.Writer.TryWrite(worker);
        }
    }

    public async Task RunAsync(ScanFeed feed, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => ReadAsync(feed, stop.Token), CancellationToken.None);
        var writing = Task.Run(() => WriteAsync(stop.Token), CancellationToken.None);

        // When one side fails the other is stopped, and the failure that came first is the one that is told.
        var first = await Task.WhenAny(reading, writing).ConfigureAwait(false);
        if (!first.IsCompletedSuccessfully)
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(reading, writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DrainAsync().ConfigureAwait(false);
        await first.ConfigureAwait(false);
        await Task.WhenAll(reading, writing).ConfigureAwait(false);
    }

    private async Task ReadAsync(ScanFeed feed, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var input in feed.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var bytes = input.Bytes;
                await _budget.TakeAsync(bytes, cancellationToken).ConfigureAwait(false);
                var worker = await _idle.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                _batches.Writer.TryWrite(new Batch(Task.Run(() => Process(worker, input), CancellationToken.None), bytes));
            }
        }
        finally
        {
            _batches.Writer.TryComplete();
        }
    }

    private ScanOutput Process(ScanWorker worker, ScanInput input)
    {
        try
        {
            using (input)
            {
                var output = worker.Process(input);
                _budget.Add(output.Bytes);
                return output;
            }
        }
        finally
        {
            _idle.Writer.TryWrite(worker);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        await foreach (var batch in _batches.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            using var output = await batch.Output.ConfigureAwait(false);
            await _sink.AddAsync(output, cancellationToken).ConfigureAwait(false);
            _budget.Give(batch.Bytes + output.Bytes);
        }
    }

    // After a failure workers may still be at work; nothing of theirs may be taken away before they are done.
    private async Task DrainAsync()
    {
        while (_batches.Reader.TryRead(out var batch))
        {
            await ((Task)batch.Output).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (batch.Output.IsCompletedSuccessfully)
            {
                using var output = await batch.Output.ConfigureAwait(false);
            }
        }
    }

    private readonly record struct Batch(Task<ScanOutput> Output, long Bytes);
}
