using System.Web;
using Bunit;
using Bunit.TestDoubles;
using Text2Llm.Web.SignIn;
using Page = Text2Llm.Web.Tests.Lab.Page;

namespace Text2Llm.Web.Tests.SignIn;

public sealed class AccountTests : IAsyncLifetime
{
    private Page _page = null!;

    private static CancellationToken Never => Xunit.TestContext.Current.CancellationToken;

    private Account Account => _page.Account;

    public async ValueTask InitializeAsync() => _page = await Page.OpenAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public async Task TryWithoutAccountAsync_Allowed_SignsInAndKeepsTheSession()
    {
        await Account.TryWithoutAccountAsync(Never);

        Account.User!.Name.ShouldBe("Guest");
        _page.Browser.Local["text2llm.session"].ShouldContain("\"refresh_token\":\"refresh-1\"");
    }

    [Fact]
    public async Task TryWithoutAccountAsync_TurnedOff_SaysSo()
    {
        _page.Services.AuthRefusal = (422, """{"code":422,"error_code":"anonymous_provider_disabled","msg":"Anonymous sign-ins are disabled"}""");

        var failed = await Should.ThrowAsync<AuthFailedException>(() => Account.TryWithoutAccountAsync(Never));

        failed.Kind.ShouldBe(AuthFailureKind.Refused);
        failed.Message.ShouldStartWith("Trying without an account is turned off here.");
        Account.User.ShouldBeNull();
    }

    [Fact]
    public async Task TryWithoutAccountAsync_GatewayAnswersInItsOwnWay_IsUnavailable()
    {
        _page.Services.AuthRefusal = (502, "<html>Bad gateway</html>");

        (await Should.ThrowAsync<AuthFailedException>(() => Account.TryWithoutAccountAsync(Never))).Kind.ShouldBe(AuthFailureKind.Unavailable);
    }

    [Fact]
    public async Task RestoreAsync_AfterASignInWithAProvider_ExchangesTheCodeAndCleansTheAddress()
    {
        await Account.BeginAsync("google");
        var authorize = new Uri(((BunitNavigationManager)_page.Navigation).History.First().Uri);
        var query = HttpUtility.ParseQueryString(authorize.Query);
        _page.Services.Challenge = query["code_challenge"];
        _page.Navigation.NavigateTo("http://localhost/?code=a-code");

        await Account.RestoreAsync(Never);

        authorize.AbsolutePath.ShouldBe("/auth/v1/authorize");
        query["provider"].ShouldBe("google");
        query["code_challenge_method"].ShouldBe("s256");
        query["redirect_to"].ShouldBe("http://localhost/");
        Account.User!.Name.ShouldBe("Ada Lovelace");
        _page.Navigation.Uri.ShouldBe("http://localhost/");
        _page.Browser.Session.ShouldBeEmpty();
    }

    [Fact]
    public async Task RestoreAsync_ACodeThatThisTabDidNotAskFor_IsNotExchanged()
    {
        _page.Navigation.NavigateTo("http://localhost/?code=a-code");

        await Account.RestoreAsync(Never);

        Account.User.ShouldBeNull();
        Account.Notice!.ShouldContain("another tab");
    }

    [Fact]
    public async Task RestoreAsync_AWrongVerifier_SaysThatTheSignInIsNoLongerValid()
    {
        _page.Browser.Session["text2llm.pkce"] = "another-verifier";
        _page.Navigation.NavigateTo("http://localhost/?code=a-code");

        await Account.RestoreAsync(Never);

        Account.Notice.ShouldBe("That sign-in is no longer valid. Try again.");
    }

    [Fact]
    public async Task RestoreAsync_AnEarlierVisitsSession_IsTakenUp()
    {
        await Account.TryWithoutAccountAsync(Never);
        await using var later = await Page.OpenAsync();
        later.Browser.Local["text2llm.session"] = _page.Browser.Local["text2llm.session"];

        await later.Account.RestoreAsync(Never);

        later.Account.User!.Id.ShouldBe("guest1");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task RestoreAsync_SomethingElseInStorage_IsNobody(string stored)
    {
        _page.Browser.Local["text2llm.session"] = stored;

        await Account.RestoreAsync(Never);

        Account.User.ShouldBeNull();
    }

    [Fact]
    public async Task GetAccessTokenAsync_ServerWithAnotherClock_GoesByThisOne()
    {
        await Account.TryWithoutAccountAsync(Never);
        _page.Time.Advance(TimeSpan.FromMinutes(58));

        (await Account.GetAccessTokenAsync(Never)).ShouldBe("access-1");
    }

    [Fact]
    public async Task GetAccessTokenAsync_ShortlyBeforeTheEnd_RenewsOnceForAllWhoAsk()
    {
        await Account.TryWithoutAccountAsync(Never);
        _page.Time.Advance(TimeSpan.FromMinutes(59.5));

        var tokens = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Account.GetAccessTokenAsync(Never)));

        tokens.ShouldAllBe(token => token == "access-2");
        _page.Services.Refreshed.ShouldBe(["refresh-1"]);
        _page.Browser.Local["text2llm.session"].ShouldContain("access-2");
    }

    [Fact]
    public async Task RenewAsync_AnotherTabWasFirst_TakesUpItsSession()
    {
        await Account.TryWithoutAccountAsync(Never);
        _page.Browser.Local["text2llm.session"] = _page.Browser.Local["text2llm.session"].Replace("-1\"", "-from-the-other-tab\"", StringComparison.Ordinal);

        await Account.RenewAsync("access-1", Never);

        (await Account.GetAccessTokenAsync(Never)).ShouldBe("access-from-the-other-tab");
        _page.Services.Refreshed.ShouldBeEmpty();
    }

    [Fact]
    public async Task RenewAsync_Refused_SignsOutAndSaysWhy()
    {
        await Account.TryWithoutAccountAsync(Never);
        _page.Services.AuthRefusal = (400, """{"code":400,"error_code":"refresh_token_not_found","msg":"Invalid Refresh Token"}""");

        await Should.ThrowAsync<AuthFailedException>(() => Account.RenewAsync("access-1", Never));

        Account.User.ShouldBeNull();
        Account.Notice.ShouldBe("Your session has ended. Sign in again to go on.");
        _page.Browser.Local.ShouldNotContainKey("text2llm.session");
    }

    [Fact]
    public async Task RenewAsync_ServiceDown_KeepsTheSessionForAnotherTry()
    {
        await Account.TryWithoutAccountAsync(Never);
        _page.Services.AuthRefusal = (503, "");
        await Should.ThrowAsync<AuthFailedException>(() => Account.RenewAsync("access-1", Never));
        _page.Services.AuthRefusal = null;

        await Account.RenewAsync("access-1", Never);

        (await Account.GetAccessTokenAsync(Never)).ShouldBe("access-2");
    }

    [Fact]
    public async Task SignOutAsync_EndsTheSessionHereAndThere()
    {
        await Account.TryWithoutAccountAsync(Never);

        await Account.SignOutAsync(Never);

        Account.User.ShouldBeNull();
        _page.Browser.Local.ShouldNotContainKey("text2llm.session");
        _page.Services.LoggedOut.ShouldBe(["Bearer access-1"]);
    }

    [Fact]
    public async Task SignOutAsync_ServiceDown_EndsItHere()
    {
        await Account.TryWithoutAccountAsync(Never);
        await _page.Services.DisposeAsync();

        await Account.SignOutAsync(Never);

        Account.User.ShouldBeNull();
    }

    [Fact]
    public async Task SignOutAsync_WhileATokenIsBeingRenewed_StaysSignedOut()
    {
        await Account.TryWithoutAccountAsync(Never);
        _page.Services.BeforeToken = () => Account.SignOutAsync(Never);

        await Should.ThrowAsync<AuthFailedException>(() => Account.RenewAsync("access-1", Never));

        Account.User.ShouldBeNull();
        _page.Browser.Local.ShouldNotContainKey("text2llm.session");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RenewAsync_SomebodyElseSignedInInAnotherTab_LeavesTheirSessionAlone(bool refused)
    {
        const string others = """{"access_token":"theirs","refresh_token":"theirs","expires_in":3600,"user":{"id":"grace"}}""";
        await Account.TryWithoutAccountAsync(Never);
        _page.Browser.Local["text2llm.session"] = others;
        _page.Services.AuthRefusal = refused ? (400, """{"code":400,"error_code":"refresh_token_not_found","msg":"x"}""") : null;

        var renewal = Account.RenewAsync("access-1", Never);
        await (refused ? Should.ThrowAsync<AuthFailedException>(renewal) : renewal);

        _page.Browser.Local["text2llm.session"].ShouldBe(others);
    }

    [Fact]
    public async Task RenewAsync_AnotherTabRenewedMeanwhile_TakesItsSessionUp()
    {
        await Account.TryWithoutAccountAsync(Never);
        var renewed = _page.Browser.Local["text2llm.session"].Replace("access-1", "access-9", StringComparison.Ordinal)
            .Replace("refresh-1", "refresh-9", StringComparison.Ordinal);
        _page.Services.AuthRefusal = (400, """{"code":400,"error_code":"refresh_token_already_used","msg":"x"}""");
        _page.Services.BeforeToken = () =>
        {
            _page.Browser.Local["text2llm.session"] = renewed;
            return Task.CompletedTask;
        };

        await Account.RenewAsync("access-1", Never);

        (await Account.GetAccessTokenAsync(Never)).ShouldBe("access-9");
    }
}
