using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using Text2Llm.TestServers;
using static Microsoft.Playwright.Assertions;

namespace Text2Llm.EndToEnd.Tests;

/// <summary>The first journey, whole: a person in a real browser, the real program, and a provider on the wire.</summary>
public sealed class ChatInTheBrowserTests : IAsyncLifetime
{
    private static readonly string[] ChromiumFlags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly ConcurrentQueue<string> _complaints = new();
    private ProviderServer _provider = null!;
    private LocalProgram _local = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await ProviderServer.StartAsync();
        _local = await LocalProgram.StartAsync(
            "--Providers:acme:BaseUrl", _provider.BaseAddress.ToString(), "--Providers:acme:DisplayName", "Acme");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ChromiumFlags });
        _page = await _browser.NewPageAsync();
        _page.SetDefaultTimeout(60_000);
        SetDefaultExpectTimeout(60_000);
        _page.PageError += (_, error) => _complaints.Enqueue(error);
        _page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        await _page.GotoAsync(_local.Address.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _local.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Visitor_TriesTheDemonstration_AndSeesTheAnswerStreamIn()
    {
        await _page.GetByTestId("sign-in-anonymous").ClickAsync();
        await _page.GetByTestId("provider").SelectOptionAsync("demo");
        await SendAsync("Grüezi 👋");

        await Expect(Answer("streaming")).ToContainTextAsync("This is a demonstration.");
        await Expect(Answer("complete")).ToContainTextAsync("“Grüezi 👋”");
        await Expect(_page.GetByTestId("usage")).ToContainTextAsync("out");
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Person_SignsIn_UsesTheirOwnKey_AndStops()
    {
        await _page.GetByTestId("sign-in-google").ClickAsync();
        await _page.GetByLabel("Continue as").FillAsync("ada@example.org");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();

        _provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("It rains in "), ProviderServer.Chunk("Bern"));
            await ProviderServer.NeverAnswerAsync(context);
        };
        await _page.GetByTestId("provider").SelectOptionAsync("acme");
        await _page.GetByTestId("model").FillAsync("acme-1");
        await _page.GetByTestId("provider-key").FillAsync("sk-of-ada");
        await SendAsync("What is the weather?");
        await Expect(Answer("streaming")).ToContainTextAsync("It rains in Bern");
        await _page.GetByTestId("stop").ClickAsync();

        await _provider.CallerLeft.WaitAsync(TestContext.Current.CancellationToken);
        await Expect(Answer("stopped")).ToContainTextAsync("It rains in Bern");
        var request = _provider.Requests.ShouldHaveSingleItem();
        request.Headers["Authorization"].ShouldBe("Bearer sk-of-ada");
        request.Json.GetProperty("model").GetString().ShouldBe("acme-1");
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Person_ReloadsThePage_AndIsStillSignedIn_ButTheKeyIsGone()
    {
        await _page.GetByTestId("sign-in-anonymous").ClickAsync();
        await _page.GetByTestId("provider").SelectOptionAsync("acme");
        await _page.GetByTestId("provider-key").FillAsync("sk-of-ada");

        await _page.ReloadAsync();

        await Expect(_page.GetByTestId("composer")).ToBeVisibleAsync();
        await _page.GetByTestId("provider").SelectOptionAsync("acme");
        await Expect(_page.GetByTestId("provider-key")).ToHaveValueAsync("");
        var stored = await _page.EvaluateAsync<string>("() => JSON.stringify({...localStorage, ...sessionStorage})");
        stored.ShouldNotContain("sk-of-ada");
        _page.Url.ShouldNotContain("sk-of-ada");
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answer_IsStoppedByEscape_AndByNothingThatWasNotMeantToStopIt()
    {
        await _page.GetByTestId("sign-in-anonymous").ClickAsync();
        await Expect(_page.GetByTestId("model")).ToHaveValueAsync("demo");
        await _page.GetByTestId("composer").FillAsync("Hi");
        await _page.GetByTestId("send").DblClickAsync();
        await Expect(Answer("streaming")).ToBeVisibleAsync();
        await _page.GetByTestId("model").ClickAsync();
        await _page.Keyboard.PressAsync("Escape");
        await _page.GetByTestId("account").ClickAsync();
        await _page.Keyboard.PressAsync("Escape");

        await Expect(Answer("complete")).ToBeVisibleAsync();
        await SendAsync("Again");
        await Expect(Answer("streaming")).ToBeVisibleAsync();
        await _page.Keyboard.PressAsync("Escape");
        await Expect(Answer("stopped")).ToBeVisibleAsync();
        await Expect(_page.GetByTestId("composer")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Provider_RefusesTheKey_IsToldInWordsAndTheKeyIsNotShown()
    {
        _provider.Answer = context => ProviderServer.AnswerJsonAsync(
            context, """{"error":{"message":"Incorrect API key provided: sk-of-ada."}}""", 401);
        await _page.GetByTestId("sign-in-anonymous").ClickAsync();
        await _page.GetByTestId("provider").SelectOptionAsync("acme");
        await _page.GetByTestId("model").FillAsync("acme-1");
        await _page.GetByTestId("provider-key").FillAsync("sk-of-ada");
        await SendAsync("Hi");

        var failure = _page.GetByTestId("failure");
        await Expect(failure).ToHaveAttributeAsync("data-reason", "PROVIDER_ERROR");
        await Expect(failure).ToContainTextAsync("Incorrect API key");
        await Expect(failure).Not.ToContainTextAsync("sk-of-ada");
        await Expect(_page.GetByTestId("retry")).ToBeVisibleAsync();
    }

    private ILocator Answer(string state) => _page.Locator(
        string.Create(CultureInfo.InvariantCulture, $"[data-testid=message][data-role=assistant][data-state={state}]"));

    private async Task SendAsync(string text)
    {
        await _page.GetByTestId("composer").FillAsync(text);
        await _page.GetByTestId("send").ClickAsync();
    }
}
