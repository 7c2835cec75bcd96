namespace Text2Llm.Proxy.Tests.Failures;

/// <summary>How a caller comes to the proxy.</summary>
public enum Surface
{
    /// <summary>OpenAI-compatible HTTP.</summary>
    Http,

    /// <summary>gRPC over HTTP/2.</summary>
    Grpc,

    /// <summary>gRPC-Web over HTTP/1.1.</summary>
    GrpcWeb,
}
