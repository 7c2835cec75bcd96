using System.CommandLine;
using System.Globalization;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;
using Text2Llm.Worker.Progress;

namespace Text2Llm.Worker.Commands;

/// <summary>Tells the mistakes of job files without running them. What is right goes to standard output, mistakes to standard error.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var jobs = new Argument<string[]>("job.yaml")
        {
            Description = "The job files.",
            Arity = ArgumentArity.OneOrMore,
        };
        var noFiles = new Option<bool>("--no-files")
        {
            Description = "Looks at the job files alone: neither for the files that they read nor at the folders that they write.",
        };
        var command = new Command("validate", "Tells every mistake of job files, with its place, and what they would read.") { jobs, noFiles };
        command.SetAction(async (result, token) =>
        {
            var mistakes = 0;
            using var stores = StoreOptions.Open(result);
            var places = new RunPlaces { Stores = stores };
            foreach (var path in result.GetRequiredValue(jobs))
            {
                mistakes += await CheckAsync(path, result.GetValue(noFiles), places, token).ConfigureAwait(false);
            }

            if (mistakes == 0)
            {
                return ExitCodes.Done;
            }

            await Console.Error.WriteLineAsync($"{JobMistakesText.Count(mistakes)}.").ConfigureAwait(false);
            return ExitCodes.Mistaken;
        });
        return command;
    }

    private static async Task<int> CheckAsync(string path, bool noFiles, RunPlaces places, CancellationToken cancellationToken)
    {
        try
        {
            var good = noFiles
                ? Describe((await JobFile.ReadAsync(path, cancellationToken).ConfigureAwait(false)).Job)
                : Describe(await DatasetPlan.ExamineAsync(path, places, cancellationToken).ConfigureAwait(false));
            await Console.Out.WriteLineAsync(Printable.Line($"{path}: {good}")).ConfigureAwait(false);
            return 0;
        }
        catch (JobMistakesException exception)
        {
            foreach (var line in JobMistakesText.Lines(path, exception))
            {
                await Console.Error.WriteLineAsync(line).ConfigureAwait(false);
            }

            return exception.Mistakes.Count;
        }
        catch (Exception exception) when (JobMistakesText.IsUnreadable(exception))
        {
            await Console.Error.WriteLineAsync($"{JobMistakesText.Unreadable(path, exception)}.").ConfigureAwait(false);
            return 1;
        }
    }

    private static string Describe(DatasetJob job) => $"no mistake in the job {job.Metadata.Name}; its files were not looked for";

    private static string Describe(DatasetPlan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"no mistake; would read {plan.SourceFiles:N0} {(plan.SourceFiles == 1 ? "file" : "files")}, {plan.SourceBytes / 1e6:N1} MB, "
        + $"from {plan.SourceFolder}, and write {plan.OutputPath}");
}
