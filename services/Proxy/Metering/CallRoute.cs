namespace Text2Llm.Proxy.Metering;

/// <summary>The way by which a call comes.</summary>
/// <param name="Surface">How: <c>http</c> or <c>grpc</c>.</param>
/// <param name="Operation">What for, in the words of OpenTelemetry's conventions: <c>chat</c> or <c>embeddings</c>.</param>
internal sealed record CallRoute(string Surface, string Operation)
{
    /// <summary>OpenAI-compatible chat over HTTP.</summary>
    public static readonly CallRoute HttpChat = new("http", "chat");

    /// <summary>Chat over gRPC.</summary>
    public static readonly CallRoute GrpcChat = new("grpc", "chat");

    /// <summary>OpenAI-compatible embeddings over HTTP.</summary>
    public static readonly CallRoute HttpEmbeddings = new("http", "embeddings");

    /// <summary>Embeddings over gRPC.</summary>
    public static readonly CallRoute GrpcEmbeddings = new("grpc", "embeddings");

    /// <summary>As usage events tell it, for instance <c>grpc/chat</c>.</summary>
    public override string ToString() => $"{Surface}/{Operation}";
}
