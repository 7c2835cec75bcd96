namespace Text2Llm.Datasets;

/// <summary>The object storage: configuration section <c>S3</c>. Unset, it is Amazon's, with what its SDK finds by itself.</summary>
public sealed record StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "S3";

    /// <summary>The service's address, of Ceph, MinIO or R2 for instance; null for Amazon's of the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The address as pods and browsers see it; null for the same.</summary>
    public Uri? PublicEndpoint { get; init; }

    /// <summary>The region; null for the one of the environment, or us-east-1.</summary>
    public string? Region { get; init; }

    /// <summary>The access key's name; null for what the environment, a profile or a role gives.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret key.</summary>
    public string? SecretKey { get; init; }

    /// <summary>Without what is secret.</summary>
    public override string ToString() => $"{Endpoint} {Region}";
}
