namespace Text2Llm.Proxy.Providers;

/// <summary>A provider's answer told of a failure, or made no sense. The message may quote the provider; the key is yet to be removed.</summary>
internal sealed class ProviderFaultException(string message, Exception? cause = null) : Exception(message, cause);
