namespace Text2Llm.ServiceDefaults.Errors;

/// <summary>Ends a call with an error that its caller is told; both surfaces turn it into their own form.</summary>
public sealed class CallException(CallError error, Exception? cause = null) : Exception(error.Message, cause)
{
    /// <summary>What the caller is told.</summary>
    public CallError Error { get; } = error;

    /// <summary>
    /// Why, for the operator's log: the kinds of the causes, and the words of those of the transport, which quote nobody.
    /// </summary>
    public string Cause => InnerException is { } cause
        ? $"{cause.GetType().Name}/{cause.GetBaseException().GetType().Name} {(cause is HttpRequestException or IOException ? cause.Message : "")}"
        : "";
}
