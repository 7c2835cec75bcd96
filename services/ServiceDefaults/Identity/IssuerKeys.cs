using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Text2Llm.ServiceDefaults.Identity;

/// <summary>
/// An issuer's keys, from its JWKS document alone: Supabase publishes that one, and not always a discovery document. They are fetched at the
/// first need, then every hour, and when a token names a key that is not among them; once for all who ask meanwhile, and seldom enough that
/// forged tokens cannot make a flood of it.
/// </summary>
/// <param name="issuer">The tokens' <c>iss</c>.</param>
/// <param name="address">Where the document is.</param>
/// <param name="documents">Fetches it.</param>
/// <param name="time">The clock.</param>
internal sealed class IssuerKeys(string issuer, Uri address, IDocumentRetriever documents, TimeProvider time)
    : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // A failure counts as long: while the issuer is away, callers do not queue for one attempt each.
    private static readonly TimeSpan BetweenFetches = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private volatile OpenIdConnectConfiguration? _known;
    private Task<OpenIdConnectConfiguration>? _fetch;
    private long _fetchedAt;

    /// <summary>The keys as they are known; fetches them where they are not. Nobody waits while old ones are fetched anew.</summary>
    /// <exception cref="InvalidOperationException">They are out of reach.</exception>
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (_known is not { } known)
        {
            return RefreshAsync().WaitAsync(cancel);
        }

        if (time.GetElapsedTime(Volatile.Read(ref _fetchedAt)) >= Lifetime)
        {
            RequestRefresh();
        }

        return Task.FromResult(known);
    }

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) => await GetConfigurationAsync(cancel);

    public override void RequestRefresh() => _ = RefreshAsync();

    /// <summary>Fetches the keys, or waits for whoever is at it; the last result counts where it is only seconds old.</summary>
    /// <exception cref="InvalidOperationException">They are out of reach.</exception>
    public Task<OpenIdConnectConfiguration> RefreshAsync()
    {
        lock (_lock)
        {
            if (_fetch is null || (_fetch.IsCompleted && time.GetElapsedTime(_fetchedAt) >= BetweenFetches))
            {
                Volatile.Write(ref _fetchedAt, time.GetTimestamp());
                _fetch = FetchAsync();
            }

            return _fetch;
        }
    }

    private async Task<OpenIdConnectConfiguration> FetchAsync()
    {
        try
        {
            var document = await documents.GetDocumentAsync(address.ToString(), CancellationToken.None);
            var keys = new OpenIdConnectConfiguration { Issuer = issuer, JsonWebKeySet = new JsonWebKeySet(document) };
            foreach (var key in keys.JsonWebKeySet.GetSigningKeys())
            {
                keys.SigningKeys.Add(key);
            }

            return _known = keys;
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"The issuer's keys cannot be had from {address}.", failure);
        }
    }
}
