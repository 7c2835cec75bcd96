namespace Text2Llm.Storage.S3;

/// <summary>Which S3 service, and who asks. Unset, it is Amazon's, with the credentials that its SDK finds by itself.</summary>
public sealed record S3Options
{
    /// <summary>The service's address, of Ceph, MinIO or R2 for instance; null for Amazon's of the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The region; null for the one of the environment, or us-east-1.</summary>
    public string? Region { get; init; }

    /// <summary>Whether the bucket stands in the path of an address instead of its host's name; null for where there is an endpoint.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>The access key's name; null for what the environment, a profile or a role gives.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret key.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The token of temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>
    /// What the environment says, in the variables that other S3 programs know too: AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, AWS_REGION or
    /// AWS_DEFAULT_REGION. Credentials are left to the SDK.
    /// </summary>
    /// <exception cref="FormatException">The endpoint is no address.</exception>
    /// <param name="endpoint">The service's address, where it is given otherwise.</param>
    public static S3Options FromEnvironment(Uri? endpoint = null) => new()
    {
        Endpoint = endpoint ?? EndpointOf("AWS_ENDPOINT_URL_S3") ?? EndpointOf("AWS_ENDPOINT_URL"),
        Region = Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION"),
    };

    /// <summary>The address of a service.</summary>
    /// <param name="endpoint">The address.</param>
    /// <param name="setting">What says so, for the error.</param>
    /// <exception cref="FormatException">It is no address.</exception>
    public static Uri EndpointOf(string endpoint, string setting) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https" }
            ? uri
            : throw new FormatException($"{setting} is no address of an S3 service: it is to begin with https:// or http://");

    private static Uri? EndpointOf(string variable) => Variable(variable) is { } endpoint ? EndpointOf(endpoint, variable) : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The options without what is secret.</summary>
    public override string ToString() => $"{Endpoint} {Region}";
}
