using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Operator.Tests.Datasets;

/// <summary>The datasets service as the operator sees it: a gRPC server that tells how every job is divided, and notes whose files were removed.</summary>
internal sealed class FilesServer : JobFilesService.JobFilesServiceBase, IAsyncDisposable
{
    private WebApplication _app = null!;

    public Uri Address => LoopbackServer.AddressesOf(_app)[0];

    public ConcurrentQueue<string> Removed { get; } = [];

    public static async Task<FilesServer> StartAsync()
    {
        var server = new FilesServer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(server);
        server._app = builder.Build();
        server._app.MapGrpcService<FilesServer>();
        await server._app.StartAsync();
        return server;
    }

    public override Task<GetJobProgressResponse> GetJobProgress(GetJobProgressRequest request, ServerCallContext context)
    {
        context.RequestHeaders.GetValue("authorization").ShouldBe("Bearer the operator's token");
        return Task.FromResult(new GetJobProgressResponse
        {
            Division = new() { Shards = 3, Ranges = 2, InputBytes = 300 },
            Parts = 2,
            Outcome = new() { RecordsRead = 30, RecordsWritten = 20, BytesRead = 300, OutputUri = "s3://out/", Files = { new JobOutputFile { Name = "part-00000.jsonl", Length = 9, Records = 20 } } },
        });
    }

    public override Task<RemoveJobFilesResponse> RemoveJobFiles(RemoveJobFilesRequest request, ServerCallContext context)
    {
        Removed.Enqueue(request.Name);
        return Task.FromResult(new RemoveJobFilesResponse());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
