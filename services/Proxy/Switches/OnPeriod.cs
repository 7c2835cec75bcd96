using System.Diagnostics.CodeAnalysis;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Switches;

/// <summary>
/// A time in which a provider is on, until its calls are broken off. Every call that begins in it shares it; a switch that lets calls
/// finish does not end it.
/// </summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "Calls hold it for as long as they run; without a timer, its source has nothing to dispose of.")]
internal sealed class OnPeriod
{
    private readonly CancellationTokenSource _aborted = new();

    private volatile CallError? _error;

    /// <summary>Cancelled when the calls of this time are to be broken off.</summary>
    public CancellationToken Aborted => _aborted.Token;

    /// <summary>What the callers of calls broken off are told; null while they may go on.</summary>
    public CallError? Error => _error;

    /// <summary>
    /// Breaks the calls off. The token is cancelled on return; what waits on it is told on other threads, so that thousands of calls hold
    /// nobody up.
    /// </summary>
    public void Abort(CallError error)
    {
        if (_error is null)
        {
            _error = error;
            _ = _aborted.CancelAsync();
        }
    }
}
