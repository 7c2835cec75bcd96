using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Text2Llm.Datasets.Files;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Protos.V1;
using Text2Llm.Resources.Datasets;
using Text2Llm.ServiceDefaults.Callers;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Datasets.Workers;

/// <summary><c>WorkerService</c>: gives pods their work and the URLs for it.</summary>
internal sealed partial class WorkerGrpcService(
    WorkerPods pods, JobStorage storage, WorkerProgressNotes notes, IOptions<JobsOptions> options, TimeProvider clock, ILogger<WorkerGrpcService> logger)
    : WorkerService.WorkerServiceBase
{
    private const int PageSize = 1000;
    private const int MostParts = 10_000;

    public override async Task<GetAssignmentResponse> GetAssignment(GetAssignmentRequest request, ServerCallContext context)
    {
        var pod = await PodAsync(context);
        LogAssigned(logger, pod.Name, pod.Job, pod.Stage, pod.Number);
        return new() { Stage = pod.Stage, Number = pod.Number, Job = pod.Document, ReportEvery = options.Value.ReportEvery.ToDuration() };
    }

    public override Task<ListFilesResponse> ListFiles(ListFilesRequest request, ServerCallContext context) => ServeAsync(context, request.Area, request.Prefix, async pod =>
    {
        var (urls, prefix, before) = storage.Listable(pod, request.Area, request.Prefix);
        var after = Encoding.UTF8.GetString(DecodedToken(request.PageToken));
        var size = request.PageSize is > 0 and < PageSize ? request.PageSize : PageSize;
        var response = new ListFilesResponse();
        await foreach (var file in urls.ListAsync(prefix, context.CancellationToken))
        {
            if (string.CompareOrdinal(file.Name, after) <= 0)
            {
                continue;
            }

            if (response.Files.Count == size)
            {
                response.NextPageToken = Convert.ToBase64String(Encoding.UTF8.GetBytes(response.Files[^1].Name[before.Length..]));
                break;
            }

            response.Files.Add(new WorkerFile { Name = before + file.Name, Length = file.Length, Version = file.Version ?? "" });
        }

        return response;
    });

    public override Task<GetReadUrlResponse> GetReadUrl(GetReadUrlRequest request, ServerCallContext context) => ServeAsync(context, request.Area, request.Name, async pod =>
    {
        var (urls, name) = storage.Readable(pod, request.Area, request.Name);
        return new GetReadUrlResponse { Url = (await urls.ReadAsync(name, context.CancellationToken)).AbsoluteUri, ExpireTime = Expiry() };
    });

    public override Task<GetWriteUrlResponse> GetWriteUrl(GetWriteUrlRequest request, ServerCallContext context) => ServeAsync(context, request.Area, request.Name, async pod =>
    {
        var (urls, name) = storage.Writable(pod, request.Area, request.Name);
        return new GetWriteUrlResponse { Url = (await urls.WriteAsync(name, context.CancellationToken)).AbsoluteUri, ExpireTime = Expiry() };
    });

    public override Task<BeginUploadResponse> BeginUpload(BeginUploadRequest request, ServerCallContext context) => ServeAsync(context, request.Area, request.Name, async pod =>
    {
        var (urls, name) = storage.Writable(pod, request.Area, request.Name);
        return new BeginUploadResponse { UploadId = await urls.BeginAsync(name, context.CancellationToken) };
    });

    public override Task<GetPartUrlResponse> GetPartUrl(GetPartUrlRequest request, ServerCallContext context) => ServeAsync(context, request.Area, request.Name, async pod =>
    {
        var (urls, name) = storage.Writable(pod, request.Area, request.Name);
        if (request.PartNumber is < 1 or > MostParts)
        {
            throw new CallException(CallError.Invalid($"A part's number is from 1 to {MostParts}."));
        }

        return new GetPartUrlResponse
        {
            Url = (await urls.WritePartAsync(name, request.UploadId, request.PartNumber, context.CancellationToken)).AbsoluteUri,
            ExpireTime = Expiry(),
        };
    });

    public override Task<CompleteUploadResponse> CompleteUpload(CompleteUploadRequest request, ServerCallContext context) => ServeAsync(context, request.Area, request.Name, async pod =>
    {
        var (urls, name) = storage.Writable(pod, request.Area, request.Name);
        if (request.Etags.Count is 0 or > MostParts)
        {
            throw new CallException(CallError.Invalid($"A file has from 1 to {MostParts} parts."));
        }

        await urls.CompleteAsync(name, request.UploadId, request.Etags, context.CancellationToken);
        return new CompleteUploadResponse();
    });

    public override Task<AbortUploadResponse> AbortUpload(AbortUploadRequest request, ServerCallContext context) => ServeAsync(context, request.Area, request.Name, async pod =>
    {
        var (urls, name) = storage.Writable(pod, request.Area, request.Name);
        await urls.AbortAsync(name, request.UploadId, context.CancellationToken);
        return new AbortUploadResponse();
    });

    public override Task<DeleteFileResponse> DeleteFile(DeleteFileRequest request, ServerCallContext context) => ServeAsync(context, request.Area, request.Name, async pod =>
    {
        var (urls, name) = storage.Writable(pod, request.Area, request.Name);
        await urls.DeleteAsync(name, context.CancellationToken);
        return new DeleteFileResponse();
    });

    public override async Task<ReportProgressResponse> ReportProgress(ReportProgressRequest request, ServerCallContext context)
    {
        var pod = await PodAsync(context);
        try
        {
            await notes.NoteAsync(pod, new WorkerProgress(request.BytesRead, request.RecordsRead, request.RecordsWritten), context.CancellationToken);
        }
        catch (Exception exception) when (exception is KubernetesApiException or HttpRequestException)
        {
            // The next report says more.
            LogNotNoted(logger, pod.Name, pod.Job, exception.Message);
        }

        return new();
    }

    private Task<WorkerPod> PodAsync(ServerCallContext context) => pods.FindAsync(CallerErrors.TokenOf(context), context.CancellationToken);

    // What a pod is refused is told to whoever runs the installation; what storage refuses is told to the pod.
    private async Task<T> ServeAsync<T>(ServerCallContext context, FileArea area, string name, Func<WorkerPod, Task<T>> serve)
    {
        var pod = await PodAsync(context);
        try
        {
            return await serve(pod);
        }
        catch (CallException refusal) when (refusal.Error.GrpcStatus is StatusCode.PermissionDenied or StatusCode.InvalidArgument)
        {
            LogRefused(logger, pod.Name, pod.Job, area, Shown(name));
            throw;
        }
        catch (IOException exception)
        {
            throw new CallException(
                exception is FileNotFoundException
                    ? new CallError(ErrorReason.FileMissing, exception.Message, 404, StatusCode.NotFound)
                    : new CallError(ErrorReason.StorageUnavailable, exception.Message, 503, StatusCode.Aborted),
                exception);
        }
    }

    private static string Shown(string name) => new([.. (name.Length > 300 ? name[..300] : name).Select(letter => char.IsControl(letter) ? '?' : letter)]);

    private static byte[] DecodedToken(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? bytes[..length]
            : throw new CallException(CallError.Invalid("page_token is none that this service has given."));
    }

    private Timestamp Expiry() => (clock.GetUtcNow() + options.Value.UrlLifetime).ToTimestamp();

    [LoggerMessage(EventId = 6000, Level = LogLevel.Information, Message = "Pod {Pod} of {Job} does {Stage} {Number}")]
    private static partial void LogAssigned(ILogger logger, string pod, string job, JobStage stage, int number);

    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "Pod {Pod} of {Job} was refused a file of {Area}: {Name}")]
    private static partial void LogRefused(ILogger logger, string pod, string job, FileArea area, string name);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning, Message = "How far pod {Pod} of {Job} is could not be noted: {Cause}")]
    private static partial void LogNotNoted(ILogger logger, string pod, string job, string cause);
}
