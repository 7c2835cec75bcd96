using AngleSharp.Dom;
using Bunit;
using Grpc.Core;
using Text2Llm.Protos.V1;
using Text2Llm.Web.Tests.Lab;
using Page = Text2Llm.Web.Tests.Lab.Page;

namespace Text2Llm.Web.Tests;

/// <summary>The page as a person uses it, before real services.</summary>
public sealed class AppTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private Page _page = null!;
    private IRenderedComponent<App> _app = null!;

    public async ValueTask InitializeAsync() => _page = await Page.OpenAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public void Open_NobodySignedIn_OffersThreeWaysIn()
    {
        _app = _page.Context.Render<App>();

        Find("sign-in-google").TextContent.Trim().ShouldBe("Continue with Google");
        Find("sign-in-github").TextContent.Trim().ShouldBe("Continue with GitHub");
        Find("sign-in-anonymous").TextContent.Trim().ShouldBe("Try without an account");
    }

    [Fact]
    public void SignIn_Refused_SaysWhyAndStaysUsable()
    {
        _page.Services.AuthRefusal = (422, """{"code":422,"error_code":"signup_disabled","msg":"Signups not allowed"}""");
        _app = _page.Context.Render<App>();

        Find("sign-in-anonymous").Click();

        Find("sign-in-notice").TextContent.ShouldBe("New accounts are turned off here.");
        Eventually(() => Now("sign-in-anonymous").HasAttribute("disabled").ShouldBeFalse());
    }

    [Fact]
    public void Send_AMessage_ShowsItsAnswerModelAndTokens()
    {
        OpenChat();

        Send("Good morning");

        UntilState("complete");
        Find("message", "[data-role=user]").TextContent.Trim().ShouldBe("Good morning");
        Find("answer-text").TextContent.Trim().ShouldBe("Hello there");
        Find("answer-model").TextContent.ShouldBe("demo-1-exact");
        Find("usage").TextContent.Trim().ShouldBe("1,234 tokens in, 2 out (estimated)");
        Eventually(() => Now("composer").GetAttribute("value").ShouldBeNullOrEmpty());
        Find("send");
    }

    [Fact]
    public void Open_ProvidersWithAnOutageOrAKeyOfParts_SaysSo()
    {
        _page.Services.Chat.Providers.Add(new Provider
        {
            Id = "azure",
            DisplayName = "Azure",
            KeyRequired = true,
            KeyForm = "resource:key",
            Outage = new ProviderOutage { Reason = "Maintenance." },
        });
        OpenChat();

        Find("provider").Change("azure");

        Eventually(() => Now("provider-key").GetAttribute("placeholder").ShouldBe("resource:key"));
        Now("provider").QuerySelectorAll("option").Select(option => option.TextContent).ShouldBe(["Demo", "OpenAI", "Azure (switched off)"]);
    }

    [Fact]
    public void Send_AnAnswerFullOfMarkup_ShowsItAsText()
    {
        const string Attack = "<img src=x onerror=alert(1)> <b>bold</b>\n```html\n<script>alert(2)</script>\n```";
        _page.Services.Chat.Answer = (stream, _) => ChatScript.SayAsync(stream, Attack);
        OpenChat();

        Send("<i>go</i>");

        UntilState("complete");
        var log = Find("log");
        log.QuerySelectorAll("img, b, i, script").ShouldBeEmpty();
        log.QuerySelector(".prose")!.TextContent.ShouldBe("<img src=x onerror=alert(1)> <b>bold</b>");
        log.QuerySelector("code")!.TextContent.ShouldBe("<script>alert(2)</script>");
        Find("message", "[data-role=user]").TextContent.Trim().ShouldBe("<i>go</i>");
    }

    [Fact]
    public async Task Stop_WhileStreaming_CancelsTheCallAndKeepsWhatArrived()
    {
        var cancelled = new TaskCompletionSource();
        _page.Services.Chat.Answer = async (stream, context) =>
        {
            context.CancellationToken.Register(cancelled.SetResult);
            await stream.WriteAsync(new StreamChatResponse { TextDelta = new() { Text = "Half an answer" } });
            await cancelled.Task;
        };
        OpenChat();
        Send("Go");
        UntilState("streaming");
        Find("stop");
        _app.FindAll("[data-testid=send]").ShouldBeEmpty();

        Find("stop").Click();

        UntilState("stopped");
        await cancelled.Task.WaitAsync(Xunit.TestContext.Current.CancellationToken);
        Find("answer-text").TextContent.Trim().ShouldBe("Half an answer");
        Find("remark").TextContent.ShouldBe("Stopped");
    }

    [Fact]
    public void Send_Refused_SaysWhyCountsDownAndRetries()
    {
        var refusal = ChatScript.Refusal(StatusCode.ResourceExhausted, "RATE_LIMITED", "x", TimeSpan.FromSeconds(3));
        var answer = _page.Services.Chat.Answer;
        _page.Services.Chat.Answer = (_, _) => throw refusal;
        OpenChat();
        Send("Go");
        UntilState("failed");
        Find("failure").GetAttribute("data-reason").ShouldBe("RATE_LIMITED");
        Find("failure").TextContent.ShouldContain("You have reached the limit of messages for now.");
        Find("retry").TextContent.Trim().ShouldBe("Retry in 3 s");
        Find("retry").HasAttribute("disabled").ShouldBeTrue();

        for (var second = 0; second < 3; second++)
        {
            _page.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Eventually(() => Now("retry").TextContent.Trim().ShouldBe("Retry"));
        _page.Services.Chat.Answer = answer;
        Find("retry").Click();

        UntilState("complete");
        Eventually(() => _app.FindAll("[data-testid=failure]").ShouldBeEmpty());
        _app.FindAll("[data-testid=message]").Count.ShouldBe(2);
    }

    [Fact]
    public void Send_ProviderFails_SaysWhatItSaid()
    {
        _page.Services.Chat.Answer = (_, _) => throw ChatScript.Refusal(StatusCode.Internal, "PROVIDER_ERROR", "401: Incorrect API key.");
        OpenChat();

        Send("Go");

        UntilState("failed");
        Find("failure").TextContent.ShouldContain("Demo answered with an error.");
        Find("failure").TextContent.ShouldContain("401: Incorrect API key.");
    }

    [Fact]
    public void Send_WithoutTheKeyItNeeds_AsksForItAndKeepsTheText()
    {
        OpenChat();
        Find("provider").Change("openai");

        Send("Go");

        Find("composer-notice").TextContent.ShouldBe("Enter your OpenAI key first.");
        Find("composer").GetAttribute("value").ShouldBe("Go");
        _page.Services.Chat.Calls.ShouldBeEmpty();

        Find("provider-key").Input("sk-canary");
        _app.Find("form").Submit();

        UntilState("complete");
        _page.Services.Chat.Calls.Single().Headers.GetValue("x-provider-key").ShouldBe("sk-canary");
        _page.Browser.Local.Values.Concat(_page.Browser.Session.Values).ShouldAllBe(value => !value.Contains("canary"));
    }

    [Fact]
    public void Send_MoreThanTheServiceTakes_SaysSoBeforehandAndKeepsTheText()
    {
        OpenChat();

        Send(new string('x', 129 * 1024));

        Find("composer-notice").TextContent.ShouldContain("130 KB, and 128 KB can be sent");
        Find("composer").GetAttribute("value")!.Length.ShouldBe(129 * 1024);
        _page.Services.Chat.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void Copy_AnAnswer_CopiesItsTextAsItCame()
    {
        _page.Services.Chat.Answer = (stream, _) => ChatScript.SayAsync(stream, "Look:\n\n```\nx\n```");
        OpenChat();
        Send("Go");
        UntilState("complete");

        Find("copy", "[aria-label='Copy answer']").Click();

        Eventually(() => _page.Browser.Copied.ShouldBe(["Look:\n\n```\nx\n```"]));
    }

    [Fact]
    public void Choice_OfProviderAndModel_IsThereOnTheNextVisitWithoutTheKey()
    {
        OpenChat();
        Find("provider").Change("openai");
        Find("model").Input("gpt-free-text");
        Find("provider-key").Input("sk-canary");

        Eventually(() => _page.Browser.Local["text2llm.choice"]
            .ShouldBe("""{"provider":"openai","models":{"demo":"demo-1","openai":"gpt-free-text"}}"""));
    }

    [Fact]
    public void Model_Suggestions_CanBeChosenByKeyboard()
    {
        OpenChat();
        var model = Find("model");

        model.Click();
        model.KeyDown("ArrowDown");
        model.KeyDown("ArrowDown");
        Eventually(() => Now("model").GetAttribute("aria-activedescendant").ShouldBe("model-1"));
        model.KeyDown("Enter");

        Eventually(() => Now("model").GetAttribute("value").ShouldBe("demo-2"));
        Find("model").GetAttribute("aria-expanded").ShouldBe("false");
    }

    [Fact]
    public void NewChat_ByMistake_CanBeGoneBackOn()
    {
        OpenChat();
        Send("Go");
        UntilState("complete");

        Find("new-chat").Click();
        Find("empty-chat");
        Find("go-back").Click();

        Find("message").TextContent.Trim().ShouldBe("Go");
    }

    [Fact]
    public void SignOut_ForgetsChatAndKeys()
    {
        OpenChat();
        Find("provider").Change("openai");
        Find("provider-key").Input("sk-canary");
        Send("Go");
        UntilState("complete");

        Find("sign-out").Click();
        Find("sign-in-anonymous").Click();

        Find("empty-chat");
        Find("provider-key").GetAttribute("value").ShouldBeNullOrEmpty();
    }

    [Fact]
    public void Session_EndsMidChat_KeepsTheChatForWhenThePersonIsBack()
    {
        OpenChat();
        Send("First");
        UntilState("complete");
        _page.Services.Chat.RefusedTokens.Add("access-1");
        _page.Services.AuthRefusal = (400, """{"code":400,"error_code":"refresh_token_not_found","msg":"x"}""");

        Send("Second");

        Find("sign-in-notice").TextContent.ShouldBe("Your session has ended. Sign in again to go on.");
        _page.Services.AuthRefusal = null;
        Find("sign-in-anonymous").Click();
        Find("log");
        Eventually(() => _app.FindAll("[data-role=user]").Select(asked => asked.TextContent.Trim()).ShouldBe(["First", "Second"]));
        Find("retry").Click();
        UntilState("complete");
    }

    private void OpenChat()
    {
        _app = _page.Context.Render<App>();
        Find("sign-in-anonymous").Click();
        Eventually(() => Now("provider").GetAttribute("value").ShouldBe("demo"));
    }

    private void Send(string text)
    {
        Find("composer").Input(text);
        _app.Find("form").Submit();
    }

    private void UntilState(string state) =>
        Eventually(() => _app.FindAll("[data-role=assistant]")[^1].GetAttribute("data-state").ShouldBe(state));

    private IElement Find(string testId, string also = "") => _app.WaitForElement($"[data-testid={testId}]{also}", Soon);

    // Waiting inside an assertion that is waited for would wait for itself.
    private IElement Now(string testId) => _app.Find($"[data-testid={testId}]");

    private void Eventually(Action assertion) => _app.WaitForAssertion(assertion, Soon);
}
