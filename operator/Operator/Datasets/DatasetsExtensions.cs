using k8s.Models;
using Microsoft.Extensions.Options;
using Text2Llm.Kubernetes.Clients;
using Text2Llm.Kubernetes.Hosting;
using Text2Llm.Kubernetes.Reconciling;
using Text2Llm.Resources.Datasets;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Operator.Datasets;

/// <summary>DatasetJobs.</summary>
internal static class DatasetsExtensions
{
    /// <summary>Adds what runs them, where an image for their pods is given.</summary>
    public static IOperatorBuilder AddDatasetJobs(this IOperatorBuilder builder, IConfiguration configuration)
    {
        builder.Services.AddCheckedOptions<JobsOptions>(JobsOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<JobsOptions>, JobsOptionsValidator>();
        if (configuration.GetSection(JobsOptions.Section).Get<JobsOptions>() is not { Image.Length: > 0 })
        {
            return builder;
        }

        builder.Services.AddSingleton<ServerFeatures>();
        builder.Services.AddSingleton<StageMemory>();
        builder.Services.AddSingleton<JobFiles>();
        return builder
            .AddController<V1Alpha1DatasetJobController, V1Alpha1DatasetJob>(services => new ControllerSettings { Scope = new(NamespaceOf(services)) })
            .AddFinalizer<DatasetJobFilesFinalizer, V1Alpha1DatasetJob>()
            .Owns<V1Alpha1DatasetJob, V1Job>(services => new(NamespaceOf(services), WorkerJobs.Selector))

            // A pod's own owner is a Job; its labels name the DatasetJob.
            .Watches<V1Alpha1DatasetJob, V1Pod>(
                (_, pod) => pod.Metadata.Labels?.TryGetValue(WorkerNames.JobNameLabel, out var job) == true && pod.Status?.Phase is "Failed" or "Succeeded"
                    ? [new ObjectKey(pod.Metadata.NamespaceProperty, job!)]
                    : [],
                services => new(NamespaceOf(services), WorkerJobs.Selector));
    }

    private static string NamespaceOf(IServiceProvider services) => services.GetRequiredService<IOptions<JobsOptions>>().Value.Namespace;
}
