namespace Text2Llm.Pipeline.Steps;

/// <summary>Why a step drops a record.</summary>
/// <param name="Reason">The reason's name for counts, for instance <c>gopherQuality.meanWordLength</c>; from a fixed set, never of the text.</param>
/// <param name="Detail">What was found, for whoever looks at the dropped record: <c>mean word length 12.4</c>. Built only where it is asked for.</param>
internal sealed record Drop(string Reason, string? Detail = null);
