using Text2Llm.Kubernetes.Hosting;
using Text2Llm.Operator.Datasets;
using Text2Llm.Operator.Switches;
using Text2Llm.ServiceDefaults;
using Text2Llm.ServiceDefaults.Health;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.Operator;

/// <summary>The operator's parts.</summary>
public static class OperatorExtensions
{
    /// <summary>Adds the controllers of every resource.</summary>
    public static WebApplicationBuilder AddOperator(this WebApplicationBuilder builder)
    {
        builder.Services.AddServiceDefaults();
        builder.Services.AddCheckedOptions<OperatorOptions>(OperatorOptions.Section);
        var options = builder.Configuration.GetSection(OperatorOptions.Section).Get<OperatorOptions>() ?? new();
        builder.Services
            .AddKubernetesOperator(settings =>
            {
                settings.Name = OperatorOptions.FieldManager;
                settings.Namespace = options.Namespace;
                settings.LeaderElectionType = LeaderElectionType.Single;
            })
            .AddProviderSwitches()
            .AddDatasetJobs(builder.Configuration);
        return builder;
    }

    /// <summary>Serves the operator's health.</summary>
    public static void MapOperator(this WebApplication app)
    {
        app.CheckConfiguration();
        app.MapHealth();
    }
}
