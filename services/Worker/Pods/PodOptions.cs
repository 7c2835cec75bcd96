namespace Text2Llm.Worker.Pods;

/// <summary>What the environment of a worker pod says.</summary>
/// <param name="Service">Where the service is that tells the pod what to do.</param>
/// <param name="TokenFile">The file with the pod's token, which is renewed now and then.</param>
internal sealed record PodOptions(Uri Service, string TokenFile)
{
    private const string ServiceVariable = "TEXT2LLM_WORKER_SERVICE";
    private const string TokenVariable = "TEXT2LLM_TOKEN_FILE";
    private const string DefaultTokenFile = "/var/run/secrets/text2llm/token";

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">Something is missing.</exception>
    public static PodOptions FromEnvironment() => new(
        Uri.TryCreate(Environment.GetEnvironmentVariable(ServiceVariable), UriKind.Absolute, out var service) && service is { Scheme: "http" or "https" }
            ? service
            : throw new FormatException($"{ServiceVariable} is to be the address of the datasets service; the operator sets it in worker pods"),
        Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } file ? file : DefaultTokenFile);
}
