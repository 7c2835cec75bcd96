using System.Diagnostics.CodeAnalysis;
using Amazon.S3;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Storage.S3;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage;

/// <summary>Opens the stores that URIs name: a path or file:///path, s3://bucket/key. Used by one caller at a time; what it gives, by any.</summary>
/// <param name="s3">Which S3 service, and who asks.</param>
/// <param name="transfers">How bytes are moved.</param>
/// <param name="clock">Measures waits.</param>
public sealed class Stores(S3Options s3, TransferOptions transfers, TimeProvider clock) : IDisposable
{
    private const string S3Scheme = "s3://";
    private const string FileScheme = "file://";

    private AmazonS3Client? _client;

    /// <summary>Opens a place; nothing is asked of the store yet.</summary>
    /// <exception cref="FormatException">The URI names no place; the message says what would.</exception>
    public StoredLocation Open(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (uri.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase))
        {
            // Not parsed as a URI: a key may have any character.
            var (bucket, key) = uri[S3Scheme.Length..].Split('/', 2) is [var first, var rest] ? (first, rest) : (uri[S3Scheme.Length..], "");
            return bucket.Length > 0
                ? new StoredLocation(new S3FileStore(Client, bucket, "", transfers, clock, NextRandom), key)
                : throw new FormatException($"'{uri}' names no bucket; use s3://bucket/key");
        }

        if (!uri.Contains("://", StringComparison.Ordinal) || uri.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase))
        {
            var path = Path.GetFullPath(uri.Contains("://", StringComparison.Ordinal) ? new Uri(uri).LocalPath : uri);
            return new StoredLocation(new FolderStore(Path.GetDirectoryName(path) ?? path), Path.GetFileName(path));
        }

        // Without what may be secret in it.
        throw new FormatException($"a URI of {uri[..uri.IndexOf(':', StringComparison.Ordinal)]} names no store; use a path, file:///… or s3://…");
    }

    /// <inheritdoc/>
    public void Dispose() => _client?.Dispose();

    private AmazonS3Client Client => _client ??= S3Client.Create(s3);

    [SuppressMessage("Security", "CA5394", Justification = "It spreads waits, and keeps nothing secret.")]
    private static double NextRandom() => Random.Shared.NextDouble();
}
