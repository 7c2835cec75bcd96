using k8s;
using Microsoft.Extensions.Options;
using Text2Llm.Datasets.Files;
using Text2Llm.Datasets.Workers;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Tokens;
using Text2Llm.Resources.Datasets;
using Text2Llm.ServiceDefaults;
using Text2Llm.ServiceDefaults.Callers;
using Text2Llm.ServiceDefaults.Health;
using Text2Llm.ServiceDefaults.Startup;
using Text2Llm.Storage;
using Text2Llm.Storage.S3;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Datasets;

/// <summary>The datasets service's parts.</summary>
public static class DatasetsExtensions
{
    /// <summary>Adds what worker pods and the operator ask for.</summary>
    public static WebApplicationBuilder AddDatasets(this WebApplicationBuilder builder)
    {
        builder.Services.AddServiceDefaults();
        builder.Services.AddCheckedOptions<JobsOptions>(JobsOptions.Section);
        builder.Services.AddCheckedOptions<StorageOptions>(StorageOptions.Section);
        builder.Services.AddSingleton(_ => KubernetesConnection.Create());
        builder.Services.AddSingleton(OpenStorage);
        builder.Services.AddSingleton<JobStorage>();
        builder.Services.AddSingleton(services =>
            new TokenReviews(services.GetRequiredService<IKubernetes>(), WorkerNames.Audience, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddServiceCallers<JobFilesGrpcService>(services => [services.GetRequiredService<IOptions<JobsOptions>>().Value.OperatorAccount]);
        builder.Services.AddSingleton<WorkerPods>();
        builder.Services.AddSingleton<WorkerProgressNotes>();
        return builder;
    }

    /// <summary>Serves <c>WorkerService</c>, <c>JobFilesService</c> and the service's health.</summary>
    public static void MapDatasets(this WebApplication app)
    {
        app.CheckConfiguration();
        app.MapHealth();
        app.MapGrpcService<WorkerGrpcService>();
        app.MapGrpcService<JobFilesGrpcService>();
    }

    private static Stores OpenStorage(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        var s3 = S3Options.FromEnvironment(options.Endpoint);
        return new Stores(
            s3 with { Region = options.Region ?? s3.Region, AccessKey = options.AccessKey, SecretKey = options.SecretKey },
            new TransferOptions(),
            services.GetRequiredService<TimeProvider>(),
            options.PublicEndpoint);
    }
}
