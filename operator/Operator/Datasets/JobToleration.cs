namespace Text2Llm.Operator.Datasets;

/// <summary>A taint that worker pods put up with, as in a pod's <c>tolerations</c>.</summary>
public sealed record JobToleration
{
    /// <summary>The taint's key; null: any.</summary>
    public string? Key { get; init; }

    /// <summary><c>Equal</c> (the default) or <c>Exists</c>.</summary>
    public string? Operator { get; init; }

    /// <summary>The taint's value, for <c>Equal</c>.</summary>
    public string? Value { get; init; }

    /// <summary><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>; null: all of them.</summary>
    public string? Effect { get; init; }

    /// <summary>For how many seconds, with <c>NoExecute</c>; null: for ever.</summary>
    public long? TolerationSeconds { get; init; }
}
