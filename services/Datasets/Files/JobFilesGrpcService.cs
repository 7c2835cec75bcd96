using Grpc.Core;
using Microsoft.Extensions.Options;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Running;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;
using Text2Llm.Storage;

namespace Text2Llm.Datasets.Files;

/// <summary><c>JobFilesService</c>: tells the operator what jobs have left in the storage, and removes it.</summary>
internal sealed partial class JobFilesGrpcService(
    Stores stores,
    IOptions<JobsOptions> options,
    ILogger<JobFilesGrpcService> logger) : JobFilesService.JobFilesServiceBase
{
    private readonly JobsOptions _jobs = options.Value;

    public override Task<GetJobProgressResponse> GetJobProgress(GetJobProgressRequest request, ServerCallContext context) => ServeAsync(async () =>
    {
        Check(request.Name, request.Uid);
        var work = stores.OpenFolder(_jobs.WorkOf(request.Name, request.Uid));
        var found = await StageProgress.FindAsync(work, stores, context.CancellationToken);
        return found is null ? new() : ResponseOf(found);
    });

    public override Task<RemoveJobFilesResponse> RemoveJobFiles(RemoveJobFilesRequest request, ServerCallContext context) => ServeAsync(async () =>
    {
        Check(request.Name, request.Uid);
        var work = stores.OpenFolder(_jobs.WorkOf(request.Name, request.Uid));
        if (await StageProgress.OutputOfAsync(work, context.CancellationToken) is { } output && _jobs.MayWrite(output))
        {
            await StageProgress.RemoveUnfinishedAsync(work, stores.OpenFolder(output), context.CancellationToken);
        }

        await work.RemovePendingAsync(context.CancellationToken);
        var removed = 0;
        await foreach (var file in work.ListAsync("", context.CancellationToken))
        {
            await work.DeleteAsync(file.Name, context.CancellationToken);
            removed++;
        }

        LogRemoved(logger, removed, request.Name);
        return new RemoveJobFilesResponse();
    });

    private static GetJobProgressResponse ResponseOf(StageProgress found)
    {
        var response = new GetJobProgressResponse
        {
            Division = new()
            {
                Shards = found.Shards,
                Ranges = found.Ranges,
                Groups = found.Groups,
                KeepsDropped = found.KeepsDropped,
                InputBytes = found.InputBytes,
            },
            Outcome = found.Report is { } report ? OutcomeOf(report, found.Output) : null,
        };
        if (found.Parts is { } parts)
        {
            response.Parts = parts;
        }

        return response;
    }

    private static JobOutcome OutcomeOf(DatasetReport report, string output)
    {
        var outcome = new JobOutcome
        {
            RecordsRead = report.Records.Read,
            RecordsWritten = report.Records.Written,
            BytesRead = report.Source.BytesRead,
            OutputUri = output,
        };
        outcome.Dropped.Add(report.Records.Dropped.ToDictionary());
        outcome.Files.Add(report.Outputs.Select(file => new JobOutputFile { Name = file.Name, Length = file.Bytes, Records = file.Records }));
        return outcome;
    }

    // They become a part of a path.
    private static void Check(string name, string uid)
    {
        if (name.Length is 0 or > 253 || uid.Length is 0 or > 64 || !name.Concat(uid).All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.')
            || name[0] == '.' || uid[0] == '.')
        {
            throw new CallException(CallError.Invalid("A job is named by the name and the UID of its DatasetJob."));
        }
    }

    private static async Task<T> ServeAsync<T>(Func<Task<T>> serve)
    {
        try
        {
            return await serve();
        }
        catch (IOException exception)
        {
            throw new CallException(new CallError(ErrorReason.StorageUnavailable, exception.Message, 503, StatusCode.Aborted), exception);
        }
    }

    [LoggerMessage(EventId = 6010, Level = LogLevel.Information, Message = "Removed {Files} files of {Job}")]
    private static partial void LogRemoved(ILogger logger, int files, string job);
}
