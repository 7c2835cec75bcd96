namespace Text2Llm.Pipeline.Records;

/// <summary>Why a record or a file was rejected.</summary>
/// <param name="Reason">The reason's name, one of <see cref="RejectReasons"/>.</param>
/// <param name="Detail">What was found, in words.</param>
internal sealed record Rejection(string Reason, string Detail);
