using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Text2Llm.Protos.V1;

namespace Text2Llm.Worker.Pods;

/// <summary>The way to the service that tells the pod what to do. A service that is away for some minutes is waited for.</summary>
internal sealed class WorkerChannel : IDisposable
{
    // With these waits, more than five minutes.
    private const int Attempts = 40;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly GrpcChannel _channel;

    public WorkerChannel(PodOptions options)
    {
        _channel = GrpcChannel.ForAddress(options.Service, new GrpcChannelOptions
        {
            HttpHandler = new TokenHandler(options.TokenFile, new SocketsHttpHandler { KeepAlivePingDelay = Silence, KeepAlivePingTimeout = Silence, ConnectTimeout = Silence }),
            DisposeHttpClient = true,
            MaxRetryAttempts = Attempts,
            ServiceConfig = new ServiceConfig
            {
                MethodConfigs =
                {
                    new MethodConfig
                    {
                        Names = { MethodName.Default },
                        RetryPolicy = new RetryPolicy
                        {
                            MaxAttempts = Attempts,
                            InitialBackoff = TimeSpan.FromSeconds(0.5),
                            MaxBackoff = TimeSpan.FromSeconds(20),
                            BackoffMultiplier = 1.5,
                            RetryableStatusCodes = { StatusCode.Unavailable },
                        },
                    },
                },
            },
        });
        Client = new WorkerService.WorkerServiceClient(_channel);
    }

    /// <summary>Asks the service.</summary>
    public WorkerService.WorkerServiceClient Client { get; }

    public void Dispose() => _channel.Dispose();

    /// <summary>Shows the pod's token with each attempt, as the file has it then.</summary>
    private sealed class TokenHandler(string file, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var token = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }
}
