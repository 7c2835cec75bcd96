using Microsoft.Extensions.Time.Testing;
using Text2Llm.Kubernetes.Tokens;

namespace Text2Llm.Kubernetes.Tests.Tokens;

[Collection("Cluster")]
public sealed class TokenReviewsTests(Cluster cluster)
{
    private const string Audience = "some-service";

    private static readonly TimeSpan WhileAway = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Review_OfAToken_ForItsAudienceAlone_IsItsAccount()
    {
        var space = await cluster.NewNamespaceAsync();
        var token = await NewTokenAsync(space);
        using var client = cluster.Connect();

        (await new TokenReviews(client, Audience, _time).ReviewAsync(token, Cancelled))!.Account.ShouldBe((space, "caller"));
        (await new TokenReviews(client, "another", _time).ReviewAsync(token, Cancelled)).ShouldBeNull();
        (await new TokenReviews(client, Audience, _time).ReviewAsync(token[..^4] + "AAAA", Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task Review_WhileTheServerIsAway_HoldsForAKnownTokenAsLongAsTold()
    {
        var space = await cluster.NewNamespaceAsync();
        var token = await NewTokenAsync(space);
        await using var network = cluster.NewNetwork();
        using var client = cluster.Connect(network);
        var patient = new TokenReviews(client, Audience, _time, WhileAway);
        var strict = new TokenReviews(client, Audience, _time);
        await patient.ReviewAsync(token, Cancelled);
        await strict.ReviewAsync(token, Cancelled);

        network.Refuses = true;
        network.Cut();
        _time.Advance(TokenReviews.Remembered);
        (await patient.ReviewAsync(token, Cancelled))!.Account.ShouldBe((space, "caller"));
        await Should.ThrowAsync<HttpRequestException>(() => strict.ReviewAsync(token, Cancelled));
        await Should.ThrowAsync<HttpRequestException>(() => patient.ReviewAsync(token + "A", Cancelled));

        _time.Advance(WhileAway);
        await Should.ThrowAsync<HttpRequestException>(() => patient.ReviewAsync(token, Cancelled));
    }

    [Fact]
    public async Task Review_OfATokenWhoseAccountIsGone_IsRefusedOnceTheAnswerIsOld()
    {
        var space = await cluster.NewNamespaceAsync();
        var token = await NewTokenAsync(space);
        using var client = cluster.Connect();
        var reviews = new TokenReviews(client, Audience, _time, WhileAway);
        await reviews.ReviewAsync(token, Cancelled);

        await cluster.Plane.KubectlAsync("", "--namespace", space, "delete", "serviceaccount", "caller");
        (await reviews.ReviewAsync(token, Cancelled)).ShouldNotBeNull();

        // The server remembers its own answer for a while, too.
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                _time.Advance(TokenReviews.Remembered);
                return await reviews.ReviewAsync(token, Cancelled) is null;
            },
            () => "The token is still taken.");
    }

    private async Task<string> NewTokenAsync(string space)
    {
        await cluster.Plane.KubectlAsync("", "--namespace", space, "create", "serviceaccount", "caller");
        return await cluster.Plane.TokenAsync(space, "caller", Audience);
    }
}
