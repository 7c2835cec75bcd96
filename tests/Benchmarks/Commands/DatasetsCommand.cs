using System.CommandLine;
using Text2Llm.Benchmarks.Datasets;
using Text2Llm.Benchmarks.Report;

namespace Text2Llm.Benchmarks.Commands;

/// <summary><c>datasets</c>: the dataset engine's speed, memory and accuracy. <c>datasets.sh</c> prepares and runs it.</summary>
internal static class DatasetsCommand
{
    private static readonly Option<bool> Quick = new("--quick") { Description = "The smallest corpus alone, once." };

    private static readonly Option<int[]> Sizes = new("--sizes")
    {
        Description = "The corpora's sizes in MB; what grows with the cores is measured on the second.",
        DefaultValueFactory = _ => [250, 1000, 4000],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> Worker = new("--worker") { Description = "The published program.", Required = true };
    private static readonly Option<string> Texts = new("--texts") { Description = "A file with the paths of real texts.", Required = true };
    private static readonly Option<string> Results = new("--results") { Description = "The folder for results.", Required = true };

    public static Command Create()
    {
        var command = new Command("datasets", "Measures the dataset engine.") { Quick, Sizes, Worker, Texts, Results };
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary><c>scan-steps</c>: a job's records through its steps, for the command above.</summary>
    public static Command CreateScanSteps()
    {
        var job = new Argument<string>("job.yaml");
        var command = new Command("scan-steps", "Takes a job's records through its steps on one thread, and writes nothing.") { job };
        command.SetAction(async (parsed, cancel) => Console.WriteLine(await ScanSteps.RunAsync(parsed.GetRequiredValue(job), cancel)));
        return command;
    }

    /// <summary><c>duckdb</c>: DuckDB on the same files, for the command above.</summary>
    public static Command CreateDuckDb()
    {
        var what = new Argument<string>("what") { Description = "convert or distinct." };
        var input = new Argument<string>("input");
        var output = new Argument<string>("output");
        var threads = new Argument<int>("threads");
        var command = new Command("duckdb", "Has DuckDB convert a file of JSON Lines.") { what, input, output, threads };
        command.SetAction(parsed =>
        {
            Action<string, string, int> run = parsed.GetValue(what) == "convert" ? DuckDbPeer.Convert : DuckDbPeer.DropDuplicates;
            run(parsed.GetRequiredValue(input), parsed.GetRequiredValue(output), parsed.GetValue(threads));
        });
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var results = parsed.GetRequiredValue(Results);
        var quick = parsed.GetValue(Quick);
        var passages = new Lazy<IReadOnlyList<string>>(() => Passages.Read(File.ReadLines(parsed.GetRequiredValue(Texts))));
        var corpora = parsed.GetRequiredValue(Sizes).Take(quick ? 1 : int.MaxValue)
            .Select(size => new Corpus(Path.Combine(results, "datasets"), size)).ToList();
        foreach (var corpus in corpora)
        {
            Console.Error.WriteLine($"{corpus.Megabytes} MB: the corpus");
            corpus.Make(() => passages.Value);
        }

        var benchmark = new DatasetBenchmark(Path.GetFullPath(parsed.GetRequiredValue(Worker)), Path.Combine(results, "datasets"), Console.Error.WriteLine);
        var score = await benchmark.MeasureAllAsync(corpora[0], quick ? 1 : 3, cancel);
        foreach (var (number, corpus) in corpora.Index().Skip(1))
        {
            await benchmark.MeasureGrowthAsync(corpus, cores: 1, cancel);
            if (number == 1)
            {
                await benchmark.MeasureGrowthAsync(corpus, cores: 2, cancel);
            }
        }

        var report = DatasetReport.Of(Machine.Describe(), benchmark.Measured, score);
        await File.WriteAllTextAsync(Path.Combine(results, "datasets.md"), report, cancel);
        Console.WriteLine(report);
    }
}
