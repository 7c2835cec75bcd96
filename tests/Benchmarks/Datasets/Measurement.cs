namespace Text2Llm.Benchmarks.Datasets;

/// <summary>One thing that was measured.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Bytes">The corpus's size.</param>
/// <param name="Cores">How many cores it had.</param>
/// <param name="Process">What it took: of several rounds the one of the middle.</param>
/// <param name="OutputBytes">The size of the Parquet files that it wrote; 0 where it wrote none.</param>
internal sealed record Measurement(string Name, long Bytes, int Cores, TimedProcess Process, long OutputBytes)
{
    /// <summary>10^6 bytes of raw input for each second of processor time: what a core of its own does.</summary>
    public double PerCore => Bytes / 1e6 / Process.ProcessorSeconds;

    /// <summary>10^6 bytes of raw input for each second, by the clock.</summary>
    public double PerSecond => Bytes / 1e6 / Process.Seconds;
}
