using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using k8s;
using k8s.Models;
using Text2Llm.Kubernetes.Clients;

namespace Text2Llm.Kubernetes.Tokens;

/// <summary>
/// Has the API server check tokens, and remembers for a short while what it said of those that are good: a token whose pod is deleted is
/// taken that much longer.
/// </summary>
/// <param name="kubernetes">Asks the API server.</param>
/// <param name="audience">For whom the tokens must have been made.</param>
/// <param name="clock">Measures how long an answer is remembered.</param>
/// <param name="whileAway">How much longer a good answer holds while the API server cannot be asked anew.</param>
public sealed class TokenReviews(IKubernetes kubernetes, string audience, TimeProvider clock, TimeSpan whileAway = default)
{
    /// <summary>How long an answer is remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    // Calls wait for the answer.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    // Larger than any that a cluster makes; what is longer is not worth a question.
    private const int LongestToken = 16 * 1024;
    private const int MostRemembered = 10_000;

    private readonly ResourceClient<V1TokenReview> _client = new(kubernetes);
    private readonly ConcurrentDictionary<UInt128, Answer> _answers = [];

    /// <summary>Who shows a token; null where it is not good for this audience.</summary>
    /// <exception cref="KubernetesApiException">The API server refuses to check tokens.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached, or does not answer.</exception>
    public async Task<ReviewedToken?> ReviewAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length is 0 or > LongestToken)
        {
            return null;
        }

        // The token itself is not kept.
        var key = BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        var now = clock.GetUtcNow();
        if (_answers.TryGetValue(key, out var answer) && answer.Until > now)
        {
            return answer.Token;
        }

        V1TokenReview review;
        try
        {
            review = await AskAsync(token, cancellationToken);
        }
        catch (Exception exception) when (IsAway(exception) && answer is not null && now < answer.Until + whileAway)
        {
            return answer.Token;
        }

        // A server that does not know audiences would say yes to any token: it must name the one that was asked for.
        if (review.Status is not { Authenticated: true, User: { } user } || review.Status.Audiences?.Contains(audience) != true)
        {
            _answers.TryRemove(key, out _);
            return null;
        }

        var reviewed = new ReviewedToken(user.Username, Extra(user, "authentication.kubernetes.io/pod-name"), Extra(user, "authentication.kubernetes.io/pod-uid"));
        Remember(key, new Answer(reviewed, now + Remembered), now);
        return reviewed;
    }

    private static bool IsAway(Exception exception) =>
        exception is HttpRequestException or KubernetesApiException { Code: >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests };

    private async Task<V1TokenReview> AskAsync(string token, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await _client.CreateAsync(new V1TokenReview { Metadata = new(), Spec = new() { Token = token, Audiences = [audience] } }, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"The API server did not answer within {LongestWait.TotalSeconds:0} s.", exception);
        }
    }

    private static string? Extra(V1UserInfo user, string name) => user.Extra?.TryGetValue(name, out var values) == true ? values.FirstOrDefault() : null;

    private void Remember(UInt128 key, Answer answer, DateTimeOffset now)
    {
        if (_answers.Count >= MostRemembered)
        {
            foreach (var old in _answers.Where(one => one.Value.Until + whileAway <= now))
            {
                _answers.TryRemove(old);
            }
        }

        if (_answers.Count < MostRemembered)
        {
            _answers[key] = answer;
        }
    }

    private sealed record Answer(ReviewedToken Token, DateTimeOffset Until);
}
