using System.Diagnostics.CodeAnalysis;
using System.Net;
using Amazon.S3;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Storage.Http;
using Text2Llm.Storage.S3;
using Text2Llm.Storage.Transfers;

namespace Text2Llm.Storage;

/// <summary>Opens the stores that URIs name: s3://bucket/key, https://… for reading, and a path or file:///path.</summary>
public sealed class Stores : IStores, IDisposable
{
    private const string S3Scheme = "s3://";
    private const string FileScheme = "file://";

    private readonly TransferOptions _transfers;
    private readonly TimeProvider _clock;
    private readonly Lazy<AmazonS3Client> _client;
    private readonly Lazy<AmazonS3Client> _signer;
    private readonly Lazy<HttpClient> _http;

    /// <param name="s3">Which S3 service, and who asks.</param>
    /// <param name="transfers">How bytes are moved.</param>
    /// <param name="clock">Measures waits.</param>
    /// <param name="publicEndpoint">The service's address in URLs that are given away; null for the one that this process asks.</param>
    public Stores(S3Options s3, TransferOptions transfers, TimeProvider clock, Uri? publicEndpoint = null)
    {
        ArgumentNullException.ThrowIfNull(s3);
        (_transfers, _clock) = (transfers, clock);
        _client = new(() => S3Client.Create(s3));
        _signer = publicEndpoint is null ? _client : new(() => S3Client.Create(s3 with { Endpoint = publicEndpoint }));
        _http = new(NewHttpClient);
    }

    /// <inheritdoc/>
    public StoredLocation Open(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (Is(uri, S3Scheme))
        {
            var (bucket, key) = Split(uri);
            return new StoredLocation(Bucket(bucket, ""), key);
        }

        if (Is(uri, "https://") || Is(uri, "http://"))
        {
            return Uri.TryCreate(uri, UriKind.Absolute, out _)
                ? new StoredLocation(new HttpFileStore(_http.Value, _transfers, _clock, NextRandom), uri)
                : throw new FormatException("that is no URL; use https://host/path");
        }

        var path = PathOf(uri);
        return new StoredLocation(new FolderStore(Path.GetDirectoryName(path) ?? path), Path.GetFileName(path));
    }

    /// <inheritdoc/>
    public IFileStore OpenFolder(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!Is(uri, S3Scheme))
        {
            return new FolderStore(PathOf(uri));
        }

        var (bucket, key) = Split(uri);
        return Bucket(bucket, key.Length == 0 || key.EndsWith('/') ? key : key + "/");
    }

    /// <summary>Gives URLs to the files of a folder of a bucket, or of a whole bucket.</summary>
    /// <param name="uri">s3://bucket/prefix.</param>
    /// <param name="lifetime">How long a URL is good for.</param>
    /// <exception cref="FormatException">The URI names no place in a bucket.</exception>
    public S3PresignedUrls PresignFolder(string uri, TimeSpan lifetime)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var (bucket, key) = Is(uri, S3Scheme) ? Split(uri) : throw new FormatException("only s3://bucket/prefix can be given away by URLs");
        return new(_client.Value, _signer.Value, bucket, key.Length == 0 || key.EndsWith('/') ? key : key + "/", lifetime, _transfers, _clock, NextRandom);
    }

    /// <summary>Keeps files where only presigned URLs lead.</summary>
    public PresignedFileStore OpenPresigned(IPresignedUrls urls) => new(urls, _http.Value, _transfers, _clock, NextRandom);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_signer != _client && _signer.IsValueCreated)
        {
            _signer.Value.Dispose();
        }

        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }

        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private static bool Is(string uri, string scheme) => uri.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);

    // Not parsed as a URI: a key may have any character.
    private static (string Bucket, string Key) Split(string uri)
    {
        var place = uri[S3Scheme.Length..];
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        var (bucket, key) = slash < 0 ? (place, "") : (place[..slash], place[(slash + 1)..]);
        return bucket.Length > 0 ? (bucket, key) : throw new FormatException($"'{uri}' names no bucket; use s3://bucket/key");
    }

    private static string PathOf(string uri)
    {
        var scheme = uri.IndexOf("://", StringComparison.Ordinal);
        return scheme < 0 ? Path.GetFullPath(uri)
            : Is(uri, FileScheme) ? Path.GetFullPath(new Uri(uri).LocalPath)

            // Without what may be secret in it.
            : throw new FormatException($"a URI of {uri[..scheme]} names no place that will do here; use a path, file:///… or s3://…");
    }

    private S3FileStore Bucket(string bucket, string prefix) => new(_client.Value, bucket, prefix, _transfers, _clock, NextRandom);

    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns the handler.")]
    private static HttpClient NewHttpClient() => new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    [SuppressMessage("Security", "CA5394", Justification = "It spreads waits, and keeps nothing secret.")]
    private static double NextRandom() => Random.Shared.NextDouble();
}
