using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Switches;
using Text2Llm.Proxy.Telemetry;
using Text2Llm.ServiceDefaults.Errors;
using Text2Llm.ServiceDefaults.Shutdown;

namespace Text2Llm.Proxy.Upstream;

/// <summary>Begins calls to providers.</summary>
internal sealed class UpstreamCalls(UpstreamConnections connections, ProviderSwitches switches, Drain drain, TimeProvider time)
{
    /// <summary>Begins a call, unless its provider was switched off since it was identified: the caller's body may have been long in coming.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="key">The caller's key for it.</param>
    /// <param name="limit">The longest that the call may take, retries included.</param>
    /// <param name="telemetry">What measures it, or null.</param>
    /// <param name="caller">Cancelled when the caller leaves.</param>
    /// <exception cref="CallException">The provider is switched off.</exception>
    public UpstreamCall Begin(
        IUpstream provider, ProviderKey key, TimeSpan limit, ProviderCallTelemetry? telemetry, CancellationToken caller)
    {
        try
        {
            return new(connections.Invoker, provider, key, telemetry, switches.Check(provider.Id), drain, limit, time, caller);
        }
        catch (CallException disabled)
        {
            telemetry?.Failed(disabled.Error.Reason);
            throw;
        }
    }
}
