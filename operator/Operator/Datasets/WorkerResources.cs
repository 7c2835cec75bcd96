using k8s.Models;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Operator.Datasets;

/// <summary>What a worker pod asks for and gets: what its job says, held to what the installation allows.</summary>
internal static class WorkerResources
{
    private const string Scratch = "ephemeral-storage";

    /// <summary>The requests and limits of a job's worker pods; memory and disk asked for are also the limit.</summary>
    public static V1ResourceRequirements Of(ResourcesSpec? wanted, JobsOptions options) => new()
    {
        Requests = new Dictionary<string, ResourceQuantity>
        {
            ["cpu"] = Least(wanted?.Requests?.Cpu ?? wanted?.Limits?.Cpu, options.DefaultCpu, options.MaxCpu),
            ["memory"] = Least(wanted?.Limits?.Memory ?? wanted?.Requests?.Memory, options.DefaultMemory, options.MaxMemory),
            [Scratch] = Least(wanted?.Limits?.EphemeralStorage ?? wanted?.Requests?.EphemeralStorage, options.DefaultScratch, options.MaxScratch),
        },
        Limits = new Dictionary<string, ResourceQuantity>
        {
            ["cpu"] = Least(wanted?.Limits?.Cpu ?? wanted?.Requests?.Cpu, options.DefaultCpu, options.MaxCpu),
            ["memory"] = Least(wanted?.Limits?.Memory ?? wanted?.Requests?.Memory, options.DefaultMemory, options.MaxMemory),
            [Scratch] = Least(wanted?.Limits?.EphemeralStorage ?? wanted?.Requests?.EphemeralStorage, options.DefaultScratch, options.MaxScratch),
        },
    };

    private static ResourceQuantity Least(Quantity? wanted, string otherwise, string most)
    {
        var (quantity, limit) = (new ResourceQuantity(wanted?.Text ?? otherwise), new ResourceQuantity(most));
        return quantity.ToDecimal() <= limit.ToDecimal() ? quantity : limit;
    }
}
