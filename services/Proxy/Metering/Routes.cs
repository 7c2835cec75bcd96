namespace Text2Llm.Proxy.Metering;

/// <summary>The routes by which calls come.</summary>
internal static class Routes
{
    /// <summary>OpenAI-compatible chat over HTTP.</summary>
    public const string HttpChat = "http/chat";

    /// <summary>Chat over gRPC.</summary>
    public const string GrpcChat = "grpc/chat";

    /// <summary>Embeddings over HTTP.</summary>
    public const string HttpEmbeddings = "http/embeddings";

    /// <summary>Embeddings over gRPC.</summary>
    public const string GrpcEmbeddings = "grpc/embeddings";
}
