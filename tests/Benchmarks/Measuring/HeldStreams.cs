using Text2Llm.Benchmarks.Load;
using Text2Llm.Benchmarks.Upstream;

namespace Text2Llm.Benchmarks.Measuring;

/// <summary>Opens many streams, keeps them open together, and reads each to its end.</summary>
internal sealed class HeldStreams(Target target, Effort effort, Tally tally, TimeProvider time)
{
    private const int OpeningAtOnce = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private int _open;

    /// <summary>Runs the streams; watches the gateway's memory meanwhile.</summary>
    /// <param name="memory">The gateway's resident memory now, in bytes.</param>
    /// <param name="cancel">Ends them.</param>
    public async Task<HeldMemory> RunAsync(Func<long> memory, CancellationToken cancel)
    {
        var before = memory();
        var streams = Task.Run(() => OpenAllAsync(cancel), cancel);
        var (most, peak) = (0, before);
        while (!streams.IsCompleted)
        {
            await Task.Delay(Pause, time, cancel);
            most = Math.Max(most, Volatile.Read(ref _open));
            peak = Math.Max(peak, memory());
        }

        await streams;
        return new HeldMemory(most, before, peak);
    }

    private async Task OpenAllAsync(CancellationToken cancel)
    {
        using var openings = new SemaphoreSlim(OpeningAtOnce);
        var streams = new List<Task>(effort.HeldStreams);
        for (var user = 0; user < effort.HeldStreams; user++)
        {
            await openings.WaitAsync(cancel);
            streams.Add(HoldAsync(user, openings, cancel));
        }

        await Task.WhenAll(streams);
    }

    private async Task HoldAsync(int user, SemaphoreSlim openings, CancellationToken cancel)
    {
        var isOpen = false;
        using var caller = new Caller(
            target, user, new AnswerPlan(effort.HeldEvents, (int)effort.HeldInterval.TotalMilliseconds), onEvent: Open);
        tally.Take(await caller.CallAsync(user, cancel));
        if (isOpen)
        {
            Interlocked.Decrement(ref _open);
        }
        else
        {
            openings.Release();
        }

        void Open()
        {
            if (!isOpen)
            {
                isOpen = true;
                Interlocked.Increment(ref _open);
                openings.Release();
            }
        }
    }
}
