namespace Text2Llm.ServiceDefaults.Errors;

/// <summary>Ends a call with an error that its caller is told; both surfaces turn it into their own form.</summary>
public sealed class CallException(CallError error, Exception? cause = null) : Exception(error.Message, cause)
{
    /// <summary>What the caller is told.</summary>
    public CallError Error { get; } = error;
}
