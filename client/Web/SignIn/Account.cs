using Microsoft.AspNetCore.Components;

namespace Text2Llm.Web.SignIn;

/// <summary>Who is signed in to this page.</summary>
internal sealed class Account(AuthClient auth, SessionStore store, NavigationManager navigation, TimeProvider time)
{
    // A call may take a while to reach the service; the token should still be good there.
    private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(60);

    private Task? _renewal;

    /// <summary>Raised when somebody is signed in or out.</summary>
    public event Action? Changed;

    /// <summary>Whose session it is, or null while nobody is signed in.</summary>
    public SessionUser? User => Session?.User;

    /// <summary>What to tell the person on the sign-in page.</summary>
    public string? Notice { get; private set; }

    private Session? Session { get; set; }

    /// <summary>Takes up the session of an earlier visit, or the sign-in that the page's address is the end of.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        var page = new Uri(navigation.Uri);
        if (SignInReturn.From(page) is { } returned)
        {
            navigation.NavigateTo(page.GetLeftPart(UriPartial.Path), new NavigationOptions { ReplaceHistoryEntry = true });
            await FinishAsync(returned, cancellationToken);
        }

        Session ??= await store.ReadAsync();
    }

    /// <summary>Leaves for an identity provider, which sends the person back to this page.</summary>
    public async Task BeginAsync(string provider)
    {
        var verifier = PkceVerifier.Create();
        await store.KeepVerifierAsync(verifier);
        var returnUrl = new Uri(navigation.Uri).GetLeftPart(UriPartial.Path);
        var address = auth.AuthorizeUrl(provider, returnUrl, PkceVerifier.Challenge(verifier));
        navigation.NavigateTo(address.AbsoluteUri, forceLoad: true);
    }

    /// <summary>Signs in someone without an account.</summary>
    /// <exception cref="AuthFailedException">It was refused, or the auth API could not be reached.</exception>
    public async Task TryWithoutAccountAsync(CancellationToken cancellationToken) =>
        await BecomeAsync(await auth.SignUpAnonymouslyAsync(cancellationToken));

    /// <summary>A token that is good for a while yet.</summary>
    /// <exception cref="AuthFailedException">Nobody is signed in any more, or the session could not be renewed.</exception>
    public async Task<string> GetAccessTokenAsync(CancellationToken cancellationToken)
    {
        var session = Session ?? throw Ended();
        if (time.GetUtcNow() >= DateTimeOffset.FromUnixTimeSeconds(session.ExpiresAt) - RenewBefore)
        {
            await RenewAsync(session.AccessToken, cancellationToken);
        }

        return (Session ?? throw Ended()).AccessToken;
    }

    /// <summary>Renews a session whose token is refused or about to end; however many ask, one request is made.</summary>
    /// <exception cref="AuthFailedException">The session has ended, or could not be renewed.</exception>
    public async Task RenewAsync(string token, CancellationToken cancellationToken)
    {
        // Somebody else has renewed it since the caller took its token.
        if (Session is { } session && session.AccessToken != token)
        {
            return;
        }

        if (_renewal is null or { IsCompleted: true })
        {
            // Nobody's cancellation may take the renewal from the others who wait for it.
            _renewal = RenewOnceAsync(token, CancellationToken.None);
        }

        await _renewal.WaitAsync(cancellationToken);
    }

    /// <summary>Signs out, here and on the server.</summary>
    public async Task SignOutAsync(CancellationToken cancellationToken)
    {
        var token = Session?.AccessToken;
        await LeaveAsync(notice: null);
        if (token is not null)
        {
            try
            {
                await auth.SignOutAsync(token, cancellationToken);
            }
            catch (AuthFailedException)
            {
                // The session is gone from here, which is what was asked; on the server it ends by itself.
            }
        }
    }

    private static AuthFailedException Ended() =>
        new(AuthFailureKind.Refused, "Your session has ended. Sign in again to go on.");

    private async Task FinishAsync(SignInReturn returned, CancellationToken cancellationToken)
    {
        var verifier = await store.TakeVerifierAsync();
        if (verifier is null)
        {
            // Whether it went well or not, this page did not ask: anybody can write such a link.
            Notice = "That sign-in was begun in another tab or has already been used. Try again.";
        }
        else if (returned.Code is null)
        {
            Notice = returned.Error;
        }
        else
        {
            try
            {
                await BecomeAsync(await auth.ExchangeAsync(new PkceExchange(returned.Code, verifier), cancellationToken));
            }
            catch (AuthFailedException failed)
            {
                Notice = failed.Message;
            }
        }
    }

    private async Task RenewOnceAsync(string token, CancellationToken cancellationToken)
    {
        // A refresh token is good once, and another tab may have been first.
        var began = Session ?? throw Ended();
        var session = await ReadStoredAsync(began.User) ?? began;
        ThrowIfLeft(began);
        if (session.AccessToken != token)
        {
            Become(session);
            return;
        }

        try
        {
            var renewed = await auth.RefreshAsync(new RefreshExchange(session.RefreshToken), cancellationToken);

            // Meanwhile another tab may have signed out, or somebody else in: what is stored is theirs.
            var isStillStored = await ReadStoredAsync(began.User) is not null;
            ThrowIfLeft(began);
            if (isStillStored)
            {
                await store.WriteAsync(renewed);
            }

            Become(renewed);
        }
        catch (AuthFailedException refused) when (refused.Kind is AuthFailureKind.Refused)
        {
            var stored = await ReadStoredAsync(began.User);
            ThrowIfLeft(began);
            if (stored is not null && stored.RefreshToken != session.RefreshToken)
            {
                Become(stored);
                return;
            }

            var ended = Ended();
            await LeaveAsync(ended.Message, removesStored: stored is not null);
            throw ended;
        }
    }

    /// <summary>What is stored, where it is this person's.</summary>
    private async Task<Session?> ReadStoredAsync(SessionUser user) =>
        await store.ReadAsync() is { } stored && stored.User.Id == user.Id ? stored : null;

    /// <summary>Whoever signs out, or in as somebody else, while a renewal is under way is not brought back by it.</summary>
    private void ThrowIfLeft(Session began)
    {
        if (!ReferenceEquals(Session, began))
        {
            throw Ended();
        }
    }

    private async Task BecomeAsync(Session session)
    {
        await store.WriteAsync(session);
        Become(session);
    }

    private void Become(Session session)
    {
        Session = session;
        Notice = null;
        Changed?.Invoke();
    }

    private async Task LeaveAsync(string? notice, bool removesStored = true)
    {
        Session = null;
        Notice = notice;
        if (removesStored)
        {
            await store.RemoveAsync();
        }

        Changed?.Invoke();
    }
}
