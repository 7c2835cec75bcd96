namespace Text2Llm.Kubernetes.Caching;

/// <summary>A watch broke off; what had come was taken, and the next can begin there.</summary>
internal sealed class WatchBrokenException(string resourceVersion, string message, Exception cause) : IOException(message, cause)
{
    /// <summary>The version of the last event that came.</summary>
    public string ResourceVersion => resourceVersion;
}
