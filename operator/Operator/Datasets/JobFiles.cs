using Grpc.Net.Client;
using Microsoft.Extensions.Options;
using Text2Llm.Kubernetes.Tokens;
using Text2Llm.Protos.V1;
using Text2Llm.Resources.Datasets;

namespace Text2Llm.Operator.Datasets;

/// <summary>Asks the datasets service, which has the keys of the storage, what jobs have left there.</summary>
internal sealed class JobFiles : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly GrpcChannel _channel;
    private readonly JobFilesService.JobFilesServiceClient _client;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    public JobFiles(IOptions<JobsOptions> options, TimeProvider time)
    {
        (_timeout, _time) = (options.Value.CallTimeout, time);
        _channel = GrpcChannel.ForAddress(options.Value.WorkerService, new GrpcChannelOptions
        {
            HttpHandler = new ProjectedTokenHandler(options.Value.TokenFile, time)
            {
                InnerHandler = new SocketsHttpHandler { KeepAlivePingDelay = Silence, KeepAlivePingTimeout = Silence, ConnectTimeout = Silence },
            },
            DisposeHttpClient = true,
        });
        _client = new(_channel);
    }

    /// <summary>How a job is divided, and what came of it.</summary>
    /// <exception cref="Grpc.Core.RpcException">The service cannot be reached, or refuses.</exception>
    public async Task<GetJobProgressResponse> ProgressAsync(V1Alpha1DatasetJob job, CancellationToken cancellationToken) =>
        await _client.GetJobProgressAsync(
            new() { Name = job.Metadata.Name, Uid = job.Metadata.Uid }, deadline: Deadline(), cancellationToken: cancellationToken);

    /// <summary>Removes what a job's stages have left for each other, and an unfinished dataset.</summary>
    /// <exception cref="Grpc.Core.RpcException">The service cannot be reached, or refuses.</exception>
    public async Task RemoveAsync(V1Alpha1DatasetJob job, CancellationToken cancellationToken) =>
        await _client.RemoveJobFilesAsync(
            new() { Name = job.Metadata.Name, Uid = job.Metadata.Uid }, deadline: Deadline(), cancellationToken: cancellationToken);

    public void Dispose() => _channel.Dispose();

    private DateTime Deadline() => (_time.GetUtcNow() + _timeout).UtcDateTime;
}
