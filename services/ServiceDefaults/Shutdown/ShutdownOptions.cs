using System.ComponentModel.DataAnnotations;

namespace Text2Llm.ServiceDefaults.Shutdown;

/// <summary>How a service takes its leave when it is told to stop: configuration section <c>Shutdown</c>.</summary>
public sealed record ShutdownOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Shutdown";

    /// <summary>
    /// How long calls are still taken after readiness went off, so that load balancers notice before anybody is refused. A few seconds on a
    /// cluster; nothing where nobody asks for readiness.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Delay { get; init; }

    /// <summary>
    /// How long calls that are under way may then go on before they are cut off. The default outlasts the longest stream that the proxy
    /// allows; whoever ends the process by force (<c>terminationGracePeriodSeconds</c>) must wait for both times and 20 seconds more.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan LongestDrain { get; init; } = TimeSpan.FromSeconds(130);
}
