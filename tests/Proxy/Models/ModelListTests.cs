using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Models;

/// <summary><c>GET /v1/proxy/models</c> and <c>ChatService.ListModels</c>.</summary>
public sealed class ModelListTests : IAsyncLifetime
{
    private GeminiServer _gemini = null!;
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gemini = await GeminiServer.StartAsync();
        _proxy = await ProxyServer.StartAsync(("Providers:google:BaseUrl", _gemini.BaseAddress), ("Quota:RequestsPerMinute", "12"));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _gemini.DisposeAsync();
    }

    [Fact]
    public async Task Http_GivesTheListInOpenAIsForm()
    {
        using var response = await GetAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.CacheControl!.ToString().ShouldBe("no-store");
        response.Headers.Contains("RateLimit").ShouldBeTrue();
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe(
            """{"object":"list","data":[{"id":"gemini-2.5-flash","object":"model","owned_by":"google","display_name":"Gemini 2.5 Flash","context_tokens":1048576,"max_output_tokens":65536},{"id":"gemini-2.5-pro","object":"model","owned_by":"google","display_name":"Gemini 2.5 Pro","context_tokens":1048576,"max_output_tokens":65536},{"id":"gemini-embedding-001","object":"model","owned_by":"google","context_tokens":2048,"max_output_tokens":1}]}""");
        await _proxy.SettledAsync("ada", 100_000);
    }

    [Fact]
    public async Task Grpc_GivesTheSameList()
    {
        var response = await ListAsync();

        response.Models.Select(model => model.Id).ShouldBe(["gemini-2.5-flash", "gemini-2.5-pro", "gemini-embedding-001"]);
        response.Models[2].ShouldBe(new Model { Id = "gemini-embedding-001", OwnedBy = "google", ContextTokens = 2048, MaxOutputTokens = 1 });
    }

    [Fact]
    public async Task List_SameKey_IsFetchedOnce_AnotherKeyAgain()
    {
        using var first = await GetAsync();
        using var second = await GetAsync(user: "bob");
        await ListAsync();
        _gemini.Requests.Count.ShouldBe(1);

        using var other = await GetAsync(GeminiServer.OtherKey);

        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        _gemini.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task List_ManyAtOnce_AreOneCallToTheProvider()
    {
        var release = new TaskCompletionSource();
        var friendly = _gemini.Answer;
        _gemini.Answer = async context =>
        {
            await release.Task.WaitAsync(context.RequestAborted);
            await friendly(context);
        };
        var calls = Enumerable.Range(0, 10).Select(_ => GetAsync()).ToList();
        await Eventually.BecomesTrueAsync(() => !_gemini.Requests.IsEmpty, () => "no request came");
        release.SetResult();

        foreach (var call in calls)
        {
            using var response = await call;
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        _gemini.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task List_CallerWhoFetchesLeaves_TheNextFetches()
    {
        var friendly = _gemini.Answer;
        var left = new TaskCompletionSource();
        _gemini.Answer = async context =>
        {
            await using var registration = context.RequestAborted.Register(left.SetResult);
            await ProviderServer.NeverAnswerAsync(context);
        };
        using var leaving = new CancellationTokenSource();
        var first = GetAsync(cancel: leaving.Token);
        await Eventually.BecomesTrueAsync(() => !_gemini.Requests.IsEmpty, () => "no request came");
        var second = GetAsync();
        _gemini.Answer = friendly;
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => first);
        using var response = await second;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task List_Error_IsToldWithoutTheKeyAndNotKept()
    {
        using var refused = await GetAsync("AIza-wrong-key");
        (await ErrorAsync(refused)).ShouldBe((400, "PROVIDER_ERROR", "API key not valid. Please pass a valid API key."));

        var friendly = _gemini.Answer;
        _gemini.Answer = context => GeminiServer.AnswerErrorAsync(context, 403, "PERMISSION_DENIED", $"Not with {GeminiServer.Key}.");
        using var failed = await GetAsync();
        (await ErrorAsync(failed)).ShouldBe((403, "PROVIDER_ERROR", "Not with [key removed]."));

        _gemini.Answer = friendly;
        using var again = await GetAsync();
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        _proxy.Log.ShouldNotContain(GeminiServer.Key);
    }

    [Theory]
    [InlineData("nonsense", "The provider sent something that is no list of models.")]
    [InlineData(null, "The provider sent an answer of more than 4194304 bytes.")]
    public async Task List_WhatIsNone_IsAFault(string? body, string says)
    {
        _gemini.Answer = context => ProviderServer.AnswerJsonAsync(context, body ?? $"{{\"models\":[{new string(' ', 5 * 1024 * 1024)}]}}");

        using var response = await GetAsync();

        (await ErrorAsync(response)).ShouldBe((502, "PROVIDER_ERROR", says));
    }

    [Fact]
    public async Task List_EveryCall_IsARequestOfTheUsers()
    {
        await using var proxy = await ProxyServer.StartAsync(("Providers:google:BaseUrl", _gemini.BaseAddress), ("Quota:RequestsPerMinute", "1"));
        using var first = await GetAsync(proxy: proxy);
        using var second = await GetAsync(proxy: proxy);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ErrorAsync(second)).ShouldSatisfyAllConditions(
            error => error.Status.ShouldBe(429), error => error.Code.ShouldBe("RATE_LIMITED"));
    }

    [Fact]
    public async Task List_WithoutToken_IsUnauthenticated()
    {
        using var response = await GetAsync(user: null);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _gemini.Requests.ShouldBeEmpty();
    }

    private static async Task<(int Status, string? Code, string? Message)> ErrorAsync(HttpResponseMessage response)
    {
        var error = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");
        return ((int)response.StatusCode, error.GetProperty("code").GetString(), error.GetProperty("message").GetString());
    }

    private async Task<HttpResponseMessage> GetAsync(
        string key = GeminiServer.Key, string? user = "ada", ProxyServer? proxy = null, CancellationToken? cancel = null)
    {
        proxy ??= _proxy;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/proxy/models");
        request.Headers.Add("x-provider", "google");
        request.Headers.Add("x-provider-key", key);
        request.Headers.Authorization = user is null ? null : new AuthenticationHeaderValue("Bearer", proxy.Issuer.TokenFor(user));
        return await proxy.Client.SendAsync(request, cancel ?? Cancel);
    }

    private async Task<ListModelsResponse> ListAsync()
    {
        using var channel = GrpcChannel.ForAddress(_proxy.Address);
        return await new ChatService.ChatServiceClient(channel).ListModelsAsync(
            new ListModelsRequest(),
            new Metadata
            {
                { "authorization", $"Bearer {_proxy.Issuer.TokenFor("ada")}" },
                { "x-provider", "google" },
                { "x-provider-key", GeminiServer.Key },
            },
            cancellationToken: Cancel);
    }
}
