using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Text2Llm.Web.SignIn;

/// <summary>The Supabase-compatible auth API.</summary>
internal sealed class AuthClient(HttpClient http, Installation installation, TimeProvider time)
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(15);

    private readonly Uri _base = new(installation.AuthUrl, "auth/v1/");

    /// <summary>The address that begins a sign-in with an identity provider.</summary>
    public Uri AuthorizeUrl(string provider, string returnUrl, string challenge) => new(
        _base,
        $"authorize?provider={Uri.EscapeDataString(provider)}&redirect_to={Uri.EscapeDataString(returnUrl)}"
        + $"&code_challenge={Uri.EscapeDataString(challenge)}&code_challenge_method=s256");

    /// <summary>A session for someone without an account.</summary>
    public Task<Session> SignUpAnonymouslyAsync(CancellationToken cancellationToken) =>
        SendForSessionAsync("signup", "{}"u8.ToArray(), cancellationToken);

    /// <summary>The session that a code from an identity provider stands for.</summary>
    public Task<Session> ExchangeAsync(PkceExchange exchange, CancellationToken cancellationToken) =>
        SendForSessionAsync("token?grant_type=pkce", Json(exchange, AuthJson.Default.PkceExchange), cancellationToken);

    /// <summary>The session that follows one about to end.</summary>
    public Task<Session> RefreshAsync(RefreshExchange exchange, CancellationToken cancellationToken) =>
        SendForSessionAsync("token?grant_type=refresh_token", Json(exchange, AuthJson.Default.RefreshExchange), cancellationToken);

    /// <summary>Ends a session on the server.</summary>
    public async Task SignOutAsync(string accessToken, CancellationToken cancellationToken)
    {
        using var response = await SendAsync("logout", body: null, accessToken, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
    }

    private static byte[] Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private async Task<Session> SendForSessionAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(path, body, accessToken: null, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        try
        {
            var json = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var session = JsonSerializer.Deserialize(json, AuthJson.Default.Session) ?? throw new JsonException("null");

            // The server's expires_at is by the server's clock; this page goes by its own, which may be hours off.
            return session with { ExpiresAt = time.GetUtcNow().ToUnixTimeSeconds() + session.ExpiresIn };
        }
        catch (JsonException notASession)
        {
            throw new AuthFailedException(
                AuthFailureKind.Unavailable, "The sign-in service gave an answer that is not a session.", innerException: notASession);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        string path, byte[]? body, string? accessToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_base, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (installation.AuthKey is not null)
        {
            request.Headers.Add("apikey", installation.AuthKey);
        }

        if (accessToken is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        }

        using var limit = new CancellationTokenSource(LongestCall, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await http.SendAsync(request, either.Token);
        }
        catch (Exception unreachable)
            when (unreachable is HttpRequestException || (unreachable is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new AuthFailedException(
                AuthFailureKind.Unavailable, "The sign-in service cannot be reached. Check your connection and try again.",
                innerException: unreachable);
        }
    }

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var error = await ReadErrorAsync(response, cancellationToken);
        var later = (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests;
        throw new AuthFailedException(
            later ? AuthFailureKind.Unavailable : AuthFailureKind.Refused,
            AuthSentence.For(error?.ErrorCode, error?.Msg, (int)response.StatusCode),
            error?.ErrorCode);
    }

    private static async Task<AuthError?> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellationToken), AuthJson.Default.AuthError);
        }
        catch (JsonException)
        {
            // A gateway before the API answers in its own way.
            return null;
        }
    }
}
