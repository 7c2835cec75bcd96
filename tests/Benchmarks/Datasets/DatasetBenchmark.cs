namespace Text2Llm.Benchmarks.Datasets;

/// <summary>Measures the dataset engine: its steps one on another, then the real program, as a user runs it, beside DuckDB.</summary>
/// <param name="worker">The published program.</param>
/// <param name="folder">Where corpora, job files, output and logs go.</param>
/// <param name="say">Takes what is being done.</param>
internal sealed class DatasetBenchmark(string worker, string folder, Action<string> say)
{
    private readonly string _self = Path.Combine(AppContext.BaseDirectory, "Text2Llm.Benchmarks.dll");
    private readonly string _output = Path.GetFullPath(Path.Combine(folder, "output"));
    private readonly string _duckDbOutput = Path.GetFullPath(Path.Combine(folder, "output.parquet"));
    private readonly List<Measurement> _measured = [];

    public IReadOnlyList<Measurement> Measured => _measured;

    /// <summary>What is measured on the smallest corpus.</summary>
    public async Task<NearDuplicateScore> MeasureAllAsync(Corpus corpus, int rounds, CancellationToken cancel)
    {
        foreach (var (name, spec) in JobText.Steps)
        {
            var job = await WriteJobAsync(corpus, "jsonl", spec, cancel);

            // With the runtime settings of the real program.
            string[] command = ["env", "DOTNET_TieredPGO=0", "DOTNET_TC_QuickJitForLoops=0", "dotnet", _self, "scan-steps", job];
            await MeasureAsync(name, corpus, cores: 1, rounds, command, cancel);
        }

        await MeasureBesideDuckDbAsync(corpus, 1, rounds, cancel);
        await MeasureJobAsync("Clean, near duplicates, to Parquet", corpus, 1, rounds, JobText.Fuzzy, cancel);
        await MeasureJobAsync("… each pair verified", corpus, 1, rounds, JobText.Verified, cancel);
        await MeasureJobAsync("Everything, to Parquet", corpus, 1, rounds, JobText.Everything, cancel);
        return await ScoreAsync(corpus, cancel);
    }

    /// <summary>How it grows with the corpus and with the cores.</summary>
    public async Task MeasureGrowthAsync(Corpus corpus, int cores, CancellationToken cancel)
    {
        await MeasureBesideDuckDbAsync(corpus, cores, 1, cancel);
        await MeasureJobAsync("Clean, near duplicates, to Parquet", corpus, cores, 1, JobText.Fuzzy, cancel);
        await MeasureJobAsync("Everything, to Parquet", corpus, cores, 1, JobText.Everything, cancel);
    }

    private async Task MeasureBesideDuckDbAsync(Corpus corpus, int cores, int rounds, CancellationToken cancel)
    {
        await MeasureJobAsync("Convert to Parquet", corpus, cores, rounds, JobText.Convert, cancel);
        await MeasureDuckDbAsync("DuckDB: convert to Parquet", "convert", corpus, cores, rounds, cancel);
        await MeasureJobAsync("Exact duplicates, to Parquet", corpus, cores, rounds, JobText.Exact, cancel);
        await MeasureDuckDbAsync("DuckDB: exact duplicates, to Parquet", "distinct", corpus, cores, rounds, cancel);
    }

    private async Task<NearDuplicateScore> ScoreAsync(Corpus corpus, CancellationToken cancel)
    {
        say("near duplicates against the truth");
        var job = await WriteJobAsync(corpus, "jsonl, keepDropped: true", JobText.Verified, cancel);
        ClearOutput();
        await TimedProcess.RunAsync(Log("score"), 1, [worker, "run", job], cancel);
        return NearDuplicateScore.Of(corpus.Path, corpus.Pairs(), _output);
    }

    private async Task MeasureJobAsync(string name, Corpus corpus, int cores, int rounds, string[] spec, CancellationToken cancel)
    {
        var job = await WriteJobAsync(corpus, "parquet", spec, cancel);
        await MeasureAsync(name, corpus, cores, rounds, [worker, "run", job], cancel);
    }

    private async Task MeasureDuckDbAsync(string name, string what, Corpus corpus, int cores, int rounds, CancellationToken cancel) =>
        await MeasureAsync(name, corpus, cores, rounds, ["dotnet", _self, "duckdb", what, corpus.Path, _duckDbOutput, $"{cores}"], cancel);

    private async Task MeasureAsync(string name, Corpus corpus, int cores, int rounds, string[] command, CancellationToken cancel)
    {
        say($"{corpus.Megabytes} MB, {cores} core(s): {name}");
        var taken = new List<TimedProcess>();
        for (var round = 0; round < rounds; round++)
        {
            ClearOutput();
            taken.Add(await TimedProcess.RunAsync(Log(command[1] == "run" ? "text2llm" : "benchmark"), cores, command, cancel));
        }

        taken.Sort((one, other) => one.ProcessorSeconds.CompareTo(other.ProcessorSeconds));
        _measured.Add(new Measurement(name, corpus.Bytes, cores, taken[taken.Count / 2], OutputBytes()));
    }

    private async Task<string> WriteJobAsync(Corpus corpus, string format, string[] spec, CancellationToken cancel)
    {
        var path = Path.GetFullPath(Path.Combine(folder, "job.yaml"));
        await File.WriteAllTextAsync(path, JobText.Of(corpus, _output, format, spec), cancel);
        return path;
    }

    private string Log(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName, $"{name}.log");

    private long OutputBytes()
    {
        IEnumerable<string> ours = Directory.Exists(_output) ? Directory.EnumerateFiles(_output, "*.parquet") : [];
        return ours.Concat(File.Exists(_duckDbOutput) ? [_duckDbOutput] : []).Sum(path => new FileInfo(path).Length);
    }

    private void ClearOutput()
    {
        File.Delete(_duckDbOutput);
        if (Directory.Exists(_output))
        {
            Directory.Delete(_output, recursive: true);
        }
    }
}
