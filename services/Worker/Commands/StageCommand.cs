using System.CommandLine;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Worker.Progress;

namespace Text2Llm.Worker.Commands;

/// <summary>Runs one stage of a job, as a worker pod does. What is to be run next follows from the numbers that plan and resolve print.</summary>
internal static class StageCommand
{
    private static readonly Option<string> Work = new("--work")
    {
        Description = "The folder with the plan, in which stages leave files for each other.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "The folder of the data files.",
        HelpName = "DIR",
        Required = true,
    };

    public static Command Create() => new("stage", "Runs one stage of a DatasetJob. It does nothing where that is done.")
    {
        Plan(),
        Numbered("scan", "Reads, cleans and filters a shard.", "--shard", (run, number, token) => run.ScanAsync(number, new RunProgress(), token)),
        Numbered("match", "Finds the duplicates of a range.", "--range", (run, number, token) => run.MatchAsync(number, token)),
        Numbered("verify", "Compares the near duplicates of a group.", "--group", (run, number, token) => run.VerifyAsync(number, token)),
        Single("resolve", "Decides which records stay, and in which data file.", async (run, token) =>
            $"{{\"parts\":{await run.ResolveAsync(token).ConfigureAwait(false)}}}"),
        Numbered("write", "Writes a data file.", "--part", (run, number, token) => run.WriteAsync(number, new RunProgress(), token)),
        Numbered("drop", "Writes what a shard has lost, where the job keeps it.", "--shard", (run, number, token) => run.DropAsync(number, token)),
        Single("report", "Writes the report.", async (run, token) =>
        {
            var report = await run.ReportAsync(TimeSpan.Zero, token).ConfigureAwait(false);
            return $"{{\"read\":{report.Records.Read},\"written\":{report.Records.Written}}}";
        }),
    };

    private static Command Plan()
    {
        var job = new Argument<string>("job.yaml") { Description = "The job file." };
        var command = new Command("plan", "Divides a job into shards.") { job, Work, Output };
        command.SetAction((result, token) => ReportingAsync(async () =>
        {
            var found = await DatasetPlan.ReadAsync(result.GetRequiredValue(job), token).ConfigureAwait(false);
            var (work, output) = Stores(result);
            var run = await StageRun.PlanAsync(found, work, output, Options(result), token).ConfigureAwait(false);
            return $"{{\"shards\":{run.Shards},\"ranges\":{run.Ranges},\"groups\":{run.Groups}}}";
        }));
        return command;
    }

    private static Command Numbered(string name, string description, string option, Func<StageRun, int, CancellationToken, Task> stage)
    {
        var number = new Option<int>(option) { Description = "Which one, from 0.", HelpName = "N", Required = true };
        var command = new Command(name, description) { Work, Output, number };
        command.SetAction((result, token) => ReportingAsync(async () =>
        {
            await stage(await OpenAsync(result, token).ConfigureAwait(false), result.GetValue(number), token).ConfigureAwait(false);
            return null;
        }));
        return command;
    }

    private static Command Single(string name, string description, Func<StageRun, CancellationToken, Task<string?>> stage)
    {
        var command = new Command(name, description) { Work, Output };
        command.SetAction((result, token) => ReportingAsync(
            async () => await stage(await OpenAsync(result, token).ConfigureAwait(false), token).ConfigureAwait(false)));
        return command;
    }

    private static Task<StageRun> OpenAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var (work, output) = Stores(result);
        return StageRun.OpenAsync(work, output, Options(result), cancellationToken);
    }

    private static RunOptions Options(ParseResult result) => new() { Scratch = Path.GetFullPath(result.GetRequiredValue(Work)) };

    private static (FolderStore Work, FolderStore Output) Stores(ParseResult result) =>
        (new FolderStore(Path.GetFullPath(result.GetRequiredValue(Work))), new FolderStore(Path.GetFullPath(result.GetRequiredValue(Output))));

    private static async Task<int> ReportingAsync(Func<Task<string?>> stage)
    {
        try
        {
            if (await stage().ConfigureAwait(false) is { } line)
            {
                await Console.Out.WriteLineAsync(line).ConfigureAwait(false);
            }

            return ExitCodes.Done;
        }
        catch (JobMistakesException exception)
        {
            foreach (var mistake in exception.Mistakes)
            {
                await Console.Error.WriteLineAsync(Printable.Line($"text2llm: {mistake}")).ConfigureAwait(false);
            }

            return ExitCodes.Mistaken;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("text2llm: interrupted; run the same command again.").ConfigureAwait(false);
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RunFailedException or ArgumentOutOfRangeException)
        {
            await Console.Error.WriteLineAsync(Printable.Line($"text2llm: {exception.Message}")).ConfigureAwait(false);
            return ExitCodes.Failed;
        }
    }
}
