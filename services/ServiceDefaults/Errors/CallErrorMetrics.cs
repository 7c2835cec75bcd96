using System.Diagnostics.Metrics;

namespace Text2Llm.ServiceDefaults.Errors;

/// <summary>Counts the errors that callers are told, by reason. The reasons are constants, so nobody can add to their number.</summary>
internal sealed class CallErrorMetrics(IMeterFactory meters)
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "Text2Llm.ServiceDefaults";

    private readonly Counter<long> _errors = meters.Create(Meter).CreateCounter<long>(
        "text2llm.call.errors", "{call}", "Calls that ended with an error of the service's own, before their answer began.");

    /// <summary>A caller was told an error with this <see cref="ErrorReason"/>.</summary>
    public void Told(string reason) => _errors.Add(1, new KeyValuePair<string, object?>("error.type", reason));
}
