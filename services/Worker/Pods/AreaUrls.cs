using System.Runtime.CompilerServices;
using Grpc.Core;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Protos.V1;
using Text2Llm.Storage.Http;

namespace Text2Llm.Worker.Pods;

/// <summary>URLs to the files of an area of the pod's job, as the service gives them.</summary>
/// <param name="client">Asks the service.</param>
/// <param name="area">The area.</param>
/// <param name="before">What stands before each name when the service is asked: a bucket's URI with a slash at its end, for the input.</param>
internal sealed class AreaUrls(WorkerService.WorkerServiceClient client, FileArea area, string before = "") : IPresignedUrls
{
    public async IAsyncEnumerable<StoredFile> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListFilesRequest { Area = area, Prefix = before + prefix };
        do
        {
            var page = await AskAsync($"list {Shown(prefix)}", () => client.ListFilesAsync(request, cancellationToken: cancellationToken)).ConfigureAwait(false);
            foreach (var file in page.Files)
            {
                yield return new StoredFile(file.Name[before.Length..], file.Length, file.Version.Length > 0 ? file.Version : null);
            }

            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
    }

    public async ValueTask<Uri> ReadAsync(string name, CancellationToken cancellationToken) => new((await AskAsync(
        $"read {Shown(name)}",
        () => client.GetReadUrlAsync(new() { Area = area, Name = before + name }, cancellationToken: cancellationToken)).ConfigureAwait(false)).Url);

    public async ValueTask<Uri> WriteAsync(string name, CancellationToken cancellationToken) => new((await AskAsync(
        $"write {Shown(name)}",
        () => client.GetWriteUrlAsync(new() { Area = area, Name = before + name }, cancellationToken: cancellationToken)).ConfigureAwait(false)).Url);

    public async ValueTask<string> BeginAsync(string name, CancellationToken cancellationToken) => (await AskAsync(
        $"write {Shown(name)}",
        () => client.BeginUploadAsync(new() { Area = area, Name = before + name }, cancellationToken: cancellationToken)).ConfigureAwait(false)).UploadId;

    public async ValueTask<Uri> WritePartAsync(string name, string upload, int number, CancellationToken cancellationToken) => new((await AskAsync(
        $"write {Shown(name)}",
        () => client.GetPartUrlAsync(
            new() { Area = area, Name = before + name, UploadId = upload, PartNumber = number }, cancellationToken: cancellationToken)).ConfigureAwait(false)).Url);

    public Task CompleteAsync(string name, string upload, IReadOnlyList<string> etags, CancellationToken cancellationToken) => AskAsync(
        $"write {Shown(name)}",
        () => client.CompleteUploadAsync(new() { Area = area, Name = before + name, UploadId = upload, Etags = { etags } }, cancellationToken: cancellationToken));

    public Task AbortAsync(string name, string upload, CancellationToken cancellationToken) => AskAsync(
        $"remove {Shown(name)}",
        () => client.AbortUploadAsync(new() { Area = area, Name = before + name, UploadId = upload }, cancellationToken: cancellationToken));

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => AskAsync(
        $"remove {Shown(name)}",
        () => client.DeleteFileAsync(new() { Area = area, Name = before + name }, cancellationToken: cancellationToken));

    private static async Task<T> AskAsync<T>(string what, Func<AsyncUnaryCall<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            throw new FileNotFoundException($"cannot {what}: {exception.Status.Detail}", exception);
        }
        catch (RpcException exception) when (exception.StatusCode != StatusCode.Cancelled)
        {
            throw new IOException($"cannot {what}: {exception.Status.Detail}", exception);
        }
    }

    private string Shown(string name) => area == FileArea.Input ? before + name : $"{name} of the {(area == FileArea.Work ? "work" : "output")}";
}
