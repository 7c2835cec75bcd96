using System.CommandLine;
using Text2Llm.Pipeline.Inspecting;
using Text2Llm.Storage;
using Text2Llm.Worker.Progress;

namespace Text2Llm.Worker.Commands;

/// <summary>Shows what files are, and a job that would make a dataset of them.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Files, folders, globs or URIs, as a job names them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var job = new Option<string?>("--job")
        {
            Description = "Writes the proposed job into a new file, rather than to standard output.",
            HelpName = "JOB.YAML",
        };
        var command = new Command("inspect", "Shows what files are, on what evidence, what they hold, and a job for them.") { files, job };
        command.SetAction(async (result, token) =>
        {
            using var stores = StoreOptions.Open(result);
            return await InspectAsync(result.GetRequiredValue(files), result.GetValue(job), stores, token).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> InspectAsync(string[] files, string? jobPath, Stores stores, CancellationToken cancellationToken)
    {
        try
        {
            var folder = Directory.GetCurrentDirectory();
            var inspection = await Inspection.OfAsync(files, folder, stores, cancellationToken).ConfigureAwait(false);
            await Console.Out.WriteAsync(Printable.Text(InspectionText.Of(inspection))).ConfigureAwait(false);
            if (!inspection.Readable)
            {
                return ExitCodes.Failed;
            }

            if (jobPath is null)
            {
                var job = ProposedJob.Of(inspection, folder);
                await Console.Out.WriteAsync(Printable.Text($"\nA job for it, in this folder:\n\n{job}")).ConfigureAwait(false);
            }
            else
            {
                await SaveAsync(Path.GetFullPath(jobPath), inspection, cancellationToken).ConfigureAwait(false);
                await Console.Out.WriteLineAsync(Printable.Text($"\nA job for it is written to {jobPath}")).ConfigureAwait(false);
            }

            return ExitCodes.Done;
        }
        catch (FileNotFoundException exception)
        {
            await Console.Error.WriteLineAsync(Printable.Line($"text2llm: {exception.Message}.")).ConfigureAwait(false);
            return ExitCodes.Mistaken;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(Printable.Line($"text2llm: {exception.Message.TrimEnd('.')}.")).ConfigureAwait(false);
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
    }

    // A file that is there may be somebody's work.
    private static async Task SaveAsync(string path, Inspection inspection, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(ProposedJob.Of(inspection, Path.GetDirectoryName(path)!).AsMemory(), cancellationToken).ConfigureAwait(false);
    }
}
