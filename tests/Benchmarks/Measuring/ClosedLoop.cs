using System.Diagnostics;
using Text2Llm.Benchmarks.Load;
using Text2Llm.Benchmarks.Upstream;

namespace Text2Llm.Benchmarks.Measuring;

/// <summary>Keeps a number of connections busy: each calls again as soon as it is answered.</summary>
internal static class ClosedLoop
{
    private const int Connections = 64;

    /// <summary>Counts the answers of a while.</summary>
    /// <param name="target">Whom to call.</param>
    /// <param name="upstreamDelay">How long the upstream waits before it answers, in milliseconds.</param>
    /// <param name="duration">How long to count.</param>
    /// <param name="tally">Takes every exchange.</param>
    /// <param name="usedProcessor">The processor time that the gateway's processes have used so far.</param>
    /// <param name="cancel">Ends the load.</param>
    public static async Task<Throughput> RunAsync(
        Target target, int upstreamDelay, TimeSpan duration, Tally tally, Func<TimeSpan> usedProcessor, CancellationToken cancel)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var started = Stopwatch.GetTimestamp();
        var processorBefore = usedProcessor();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(user => RunAsync(user)));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var answers = counts.Sum();
        return new Throughput(answers / seconds, (usedProcessor() - processorBefore).TotalMicroseconds / Math.Max(1, answers));

        async Task<long> RunAsync(int user)
        {
            using var caller = new Caller(target, user, new AnswerPlan(0, upstreamDelay));
            long answered = 0;
            for (var id = user * 10_000_000L; Stopwatch.GetTimestamp() < end; id++)
            {
                answered += tally.Take(await caller.CallAsync(id, cancel)) ? 1 : 0;
            }

            return answered;
        }
    }
}
