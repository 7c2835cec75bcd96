using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Worker.Commands;

/// <summary>The program's commands and how they are invoked.</summary>
internal static class CommandLine
{
    // How long an interrupted run may take to remove what it has written.
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(30);

    // An argument that begins with @ is a file's name like others, not a file of arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> InvokeAsync(string[] args)
    {
        var result = Root().Parse(args.Length == 0 ? ["--help"] : args, Parsing);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
            {
                await Console.Error.WriteLineAsync($"text2llm: {error.Message}").ConfigureAwait(false);
            }

            await Console.Error.WriteLineAsync("Try 'text2llm --help'.").ConfigureAwait(false);
            return ExitCodes.Mistaken;
        }

        if (StoreOptions.Mistake() is { } mistake)
        {
            await Console.Error.WriteLineAsync($"text2llm: {mistake}.").ConfigureAwait(false);
            return ExitCodes.Mistaken;
        }

        return await result.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = CleanUpTime,
        }).ConfigureAwait(false);
    }

    private static RootCommand Root()
    {
        var root = new RootCommand(
            """
            Turns files of raw text into clean training data.

            Reads files of text, tables and documents, also compressed; cleans and filters
            their records; drops duplicates; writes JSON Lines, Parquet or CSV, a rejects
            file when something was rejected, and a report in which the records read are
            those written and those dropped, by reason.

            Files are named by paths and globs, as s3://bucket/key (with globs, too), or
            by https:// for one to read. S3 is asked as AWS_ACCESS_KEY_ID, AWS_PROFILE,
            AWS_REGION, AWS_ENDPOINT_URL_S3 and the like say.

            The output folder changes only when everything has been written, and one
            that holds anything but the output of an earlier run is never touched. In S3
            nothing can be moved: there, a dataset is whole when SHA256SUMS is there,
            which is written last. A run that was interrupted, killed or failed keeps
            what it has done, and the same command goes on from there. Progress and
            messages go to standard error, the summary of a run to standard output.

            Exit codes: 0 done; 1 failed while running; 2 the arguments or the job file
            are wrong, or what they name cannot be reached; 130 interrupted. Unless it is
            0, no dataset was written.
            """)
        {
            RunCommand(),
            InspectCommand.Create(),
            ValidateCommand.Create(),
            DiffCommand.Create(),
            SchemaCommand.Create(),
            StageCommand.Create(),
            PodCommand.Create(),
            IsolationCommand.Create(),
        };
        StoreOptions.AddTo(root);
        root.HelpName = "text2llm";
        root.Options.OfType<HelpOption>().Single().Action = new HelpAction { MaxWidth = 80 };
        return root;
    }

    private static Command RunCommand()
    {
        var job = new Argument<string>("job.yaml")
        {
            Description = "The job file: a DatasetJob, as kubectl apply takes it. Its relative paths are relative to its folder.",
        };
        var cores = new Option<int>("--cores")
        {
            Description = "How many cores to use.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        cores.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--cores is to be 1 or more.");
            }
        });
        var memory = new Option<ByteSize>("--memory")
        {
            Description = $"About how much memory to use, such as 2Gi; {RunOptions.LeastMemory} or more.",
            HelpName = "SIZE",
            DefaultValueFactory = _ => new RunOptions().Memory,
            CustomParser = result =>
            {
                if (!ByteSize.TryParse(result.Tokens.Single().Value, null, out var size))
                {
                    result.AddError($"'{result.Tokens[0].Value}' is not a size such as 2Gi.");
                }
                else if (size.Bytes < RunOptions.LeastMemory.Bytes)
                {
                    result.AddError($"--memory is to be {RunOptions.LeastMemory} or more, which a run takes whatever it reads.");
                }

                return size;
            },
        };
        var work = new Option<string?>("--work")
        {
            Description = "A folder, or s3://bucket/prefix, for what is to be kept until the end; else beside the output folder.",
            HelpName = "FOLDER",
        };
        work.Validators.Add(result =>
        {
            if (RunPlaces.FolderMistake(result.Tokens.Single().Value) is { } mistake)
            {
                result.AddError($"--work {mistake}.");
            }
        });
        var command = new Command("run", "Runs a DatasetJob. A run that was interrupted is gone on with.")
        {
            job,
            cores,
            memory,
            work,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

            // A terminal that is closed; the other signals are the library's.
            using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
            using var stores = StoreOptions.Open(result);
            var places = new RunPlaces { Stores = stores, Work = result.GetValue(work) is { } folder ? RunPlaces.FolderOf(folder) : null };
            var run = new RunCommand(Console.Out, Console.Error, places, TimeProvider.System);
            var options = new RunOptions { Cores = result.GetValue(cores), Memory = result.GetValue(memory) };
            return await run.ExecuteAsync(result.GetRequiredValue(job), options, stop.Token).ConfigureAwait(false);
        });
        return command;
    }
}
