namespace Text2Llm.Pipeline.Running;

/// <summary>How many shards are worked on at once, and by how many threads each.</summary>
/// <param name="Scans">How many scans run at once.</param>
/// <param name="ThreadsOfAScan">How many threads each of them has: more than one only where there are fewer shards than cores.</param>
/// <param name="Others">How many matches run at once.</param>
/// <param name="Writes">How many data files are written at once.</param>
internal sealed record RunThreads(int Scans, int ThreadsOfAScan, int Others, int Writes)
{
    // As measured, with what the garbage collector has not collected yet.
    private const long ProgramBytes = 192L << 20;
    private const long ScanBytes = 160L << 20;
    private const long MatchBytes = 192L << 20;
    private const long WriteBytes = 320L << 20;

    // No more batches of a scan are under way at once: RunLimits.WaitingBytes. Each thread beyond would only take memory.
    private const int MostThreadsOfAScan = 32;

    public static RunThreads Of(RunOptions options, int shards)
    {
        var scans = Math.Min(shards, AtOnce(options, ScanBytes));
        var threads = Math.Clamp(options.Cores / scans, 1, MostThreadsOfAScan);
        return new RunThreads(scans, threads, AtOnce(options, MatchBytes), AtOnce(options, WriteBytes));
    }

    private static int AtOnce(RunOptions options, long bytes) =>
        (int)Math.Clamp((options.Memory.Bytes - ProgramBytes) / bytes, 1, Math.Max(1, options.Cores));
}
