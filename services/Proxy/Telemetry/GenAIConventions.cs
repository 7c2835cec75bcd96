namespace Text2Llm.Proxy.Telemetry;

/// <summary>The names of OpenTelemetry's conventions for generative AI that the proxy's spans and metrics use.</summary>
internal static class GenAIConventions
{
    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string TokenType = "gen_ai.token.type";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string ErrorType = "error.type";
    public const string StatusCode = "http.response.status_code";

    /// <summary>What stands for a model that the installation does not name: callers write what they like, and every name is a series.</summary>
    public const string OtherModel = "other";

    /// <summary>Bounds of histograms of tokens.</summary>
    public static readonly long[] TokenBounds = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    /// <summary>Bounds of histograms of whole operations, in seconds.</summary>
    public static readonly double[] DurationBounds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

    /// <summary>Bounds of histograms of waits, in seconds.</summary>
    public static readonly double[] WaitBounds = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

    /// <summary>The conventions' own name of a provider; the installation's where they have none.</summary>
    public static string NameOf(string providerId) => providerId switch
    {
        "azure" => "azure.ai.openai",
        "bedrock" => "aws.bedrock",
        "google" => "gcp.gemini",
        "mistral" => "mistral_ai",
        "xai" => "x_ai",
        _ => providerId,
    };
}
