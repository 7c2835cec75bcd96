using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Text2Llm.Proxy.Providers.Bedrock;

/// <summary>
/// Signs requests to Amazon by its Signature Version 4, for every service but S3, whose paths are written otherwise. The signature covers the
/// method, path, query, host, media type, time and body, and is good for some minutes: a request that is sent again is signed again.
/// </summary>
internal sealed class AwsSignature(TimeProvider time)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Adds the headers <c>X-Amz-Date</c>, <c>X-Amz-Security-Token</c> and <c>Authorization</c>.</summary>
    /// <param name="request">The request, complete but for them.</param>
    /// <param name="body">Its body.</param>
    /// <param name="credentials">The caller's.</param>
    /// <param name="region">For instance <c>eu-central-1</c>.</param>
    /// <param name="service">The name that the service signs under, for instance <c>bedrock</c>.</param>
    public void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, AwsCredentials credentials, string region, string service)
    {
        var now = time.GetUtcNow();
        var timestamp = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var date = timestamp[..8];
        request.Headers.Add("X-Amz-Date", timestamp);
        if (credentials.SessionToken is { } token)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token);
        }

        var headers = SignedHeaders(request, timestamp, credentials);
        var names = string.Join(';', headers.Select(header => header.Name));
        var canonical = string.Join('\n',
        [
            request.Method.Method,
            CanonicalPath(request.RequestUri!),
            CanonicalQuery(request.RequestUri!),
            .. headers.Select(header => $"{header.Name}:{header.Value}"),
            "",
            names,
            Hex(SHA256.HashData(body)),
        ]);
        var scope = $"{date}/{region}/{service}/aws4_request";
        var toSign = $"{Algorithm}\n{timestamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Hex(Hash(SigningKey(credentials.SecretKey, date, region, service), toSign));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            Algorithm, $"Credential={credentials.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}");
    }

    /// <summary>The key that signs one day's requests to one service in one region.</summary>
    public static byte[] SigningKey(string secretKey, string date, string region, string service) =>
        Hash(Hash(Hash(Hash(Encoding.UTF8.GetBytes($"AWS4{secretKey}"), date), region), service), "aws4_request");

    /// <summary>What is signed beside path, query and body, by name.</summary>
    private static List<(string Name, string Value)> SignedHeaders(HttpRequestMessage request, string timestamp, AwsCredentials credentials)
    {
        List<(string Name, string Value)> headers = [("host", request.RequestUri!.Authority), ("x-amz-date", timestamp)];
        if (request.Content?.Headers.ContentType is { } type)
        {
            headers.Insert(0, ("content-type", type.ToString()));
        }

        if (credentials.SessionToken is { } token)
        {
            headers.Add(("x-amz-security-token", token));
        }

        return headers;
    }

    /// <summary>The path as it is sent, each part escaped once more: that is the rule.</summary>
    private static string CanonicalPath(Uri address) => string.Join('/', address.AbsolutePath.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The query's parameters, each with a value, by name.</summary>
    private static string CanonicalQuery(Uri address) =>
        string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(parameter => parameter.Contains('=', StringComparison.Ordinal) ? parameter : $"{parameter}=")
            .Order(StringComparer.Ordinal));

    private static byte[] Hash(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
