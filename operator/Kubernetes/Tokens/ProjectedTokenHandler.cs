using System.Net.Http.Headers;

namespace Text2Llm.Kubernetes.Tokens;

/// <summary>Shows with each request the token that a file has: a pod's projected token, which is renewed in its file well before it ends.</summary>
/// <param name="file">The file.</param>
/// <param name="clock">Measures how long a token that was read is shown before the file is read again.</param>
public sealed class ProjectedTokenHandler(string file, TimeProvider clock) : DelegatingHandler
{
    // A token is renewed when a fifth of its time is left, minutes before it ends.
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(30);

    private volatile Read? _last;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_last is not { } last || clock.GetElapsedTime(last.At) >= ReadEvery)
        {
            var at = clock.GetTimestamp();
            _last = last = new Read((await File.ReadAllTextAsync(file, cancellationToken)).Trim(), at);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", last.Token);
        return await base.SendAsync(request, cancellationToken);
    }

    private sealed record Read(string Token, long At);
}
