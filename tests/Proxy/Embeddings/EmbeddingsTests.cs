using System.Net;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Embeddings;

/// <summary><c>POST /v1/proxy/embeddings</c> and <c>ChatService.Embed</c>, passed through and translated.</summary>
public sealed class EmbeddingsTests : IAsyncLifetime
{
    private const string Passed = """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5, 1e-3]}],"model":"e-1","usage":{"prompt_tokens":9,"total_tokens":9}}""";

    private GeminiServer _gemini = null!;
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gemini = await GeminiServer.StartAsync();
        _proxy = await ProxyServer.StartAsync(("Providers:google:BaseUrl", _gemini.BaseAddress));
        _proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, Passed);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _gemini.DisposeAsync();
    }

    [Fact]
    public async Task Passed_Call_GoesAndComesByteForByteAndIsMetered()
    {
        const string Body = """{ "model":"e", "input":[[1, 2]], "user":"u", "input_type":"query" }""";
        using var response = await PostAsync(Body, "test");

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe(Passed);
        var request = _proxy.Provider.Requests.Single();
        (request.Path, request.Text, request.Headers["authorization"]).ShouldBe(("/v1/embeddings", Body, "Bearer sk-test"));
        await _proxy.SettledAsync("ada", 100_000 - 9);
    }

    [Fact]
    public async Task Passed_AnswerOfMegabytes_PassesWholeAndIsMeteredByItsUsage()
    {
        var vectors = string.Join(',', Enumerable.Repeat($$"""{"object":"embedding","embedding":[{{string.Join(',', Enumerable.Repeat("0.0123456789", 1536))}}]}""", 150));
        var large = $$$"""{"object":"list","data":[{{{vectors}}}],"usage":{"prompt_tokens":77,"total_tokens":77}}""";
        _proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, large);

        using var response = await PostAsync("""{"model":"e","input":"Hi"}""", "test");

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe(large);
        await _proxy.SettledAsync("ada", 100_000 - 77);
    }

    [Fact]
    public async Task Passed_AnswerWithoutUsage_CostsAnEstimateOfTheTextsAlone()
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, """{"data":[{"embedding":[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9]}]}""");
        const string Body = """{"model":"e","input":"Hi"}""";

        using var response = await PostAsync(Body, "test");

        // The text, without its quotes.
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await _proxy.SettledAsync("ada", 100_000 - 1);
    }

    [Fact]
    public async Task Passed_ProviderError_PassesWithoutTheKeyAndCostsNothing()
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, """{"error":{"message":"no sk-test here"}}""", 404);

        using var response = await PostAsync("""{"model":"e","input":"Hi"}""", "test");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("""{"error":{"message":"no [key removed] here"}}""");
        await _proxy.SettledAsync("ada", 100_000);
    }

    [Fact]
    public async Task Passed_AnswerBrokenOff_IsBrokenOffForTheCallerToo()
    {
        var received = new TaskCompletionSource();
        _proxy.Provider.Answer = async context =>
        {
            context.Response.ContentLength = Passed.Length;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Passed[..40]), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await received.Task.WaitAsync(context.RequestAborted);
            context.Abort();
        };
        using var request = Request("""{"model":"e","input":"Hi"}""", "test", _proxy);
        using var response = await _proxy.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var answer = await response.Content.ReadAsStreamAsync(Cancel);
        await answer.ReadExactlyAsync(new byte[40], Cancel);
        received.SetResult();

        await Should.ThrowAsync<IOException>(() => answer.CopyToAsync(Stream.Null, Cancel));
    }

    [Theory]
    [InlineData("float", "[0.5,-1.25,0.013]")]
    [InlineData("base64", "\"AAAAPwAAoL/0/VQ8\"")]
    public async Task Translated_Call_ComesBackInOpenAIsForm(string format, string vector)
    {
        using var response = await PostAsync(
            $$"""{"model":"gemini-embedding-001","input":"Grüezi","dimensions":3,"encoding_format":"{{format}}","user":null}""", "google");

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe(
            $$$"""{"object":"list","data":[{"object":"embedding","index":0,"embedding":{{{vector}}}}],"model":"gemini-embedding-001","usage":{"prompt_tokens":3,"total_tokens":3}}""");
        var request = _gemini.Requests.Single();
        request.Path.ShouldBe("/v1beta/models/gemini-embedding-001:batchEmbedContents");
        request.Text.ShouldBe(
            """{"requests":[{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"Grüezi"}]},"outputDimensionality":3}]}""");
        await _proxy.SettledAsync("ada", 100_000 - 3);
    }

    [Fact]
    public async Task Grpc_Call_GivesTheVectorsInOrderAndTheUsage()
    {
        _gemini.Answer = context => ProviderServer.AnswerJsonAsync(
            context, """{"embeddings":[{"values":[1]},{"values":[2]}],"usageMetadata":{"promptTokenCount":6}}""");

        var response = await EmbedAsync(new EmbedRequest { Model = "gemini-embedding-001", Inputs = { "one", "two" } });

        response.ShouldBe(new EmbedResponse
        {
            Model = "gemini-embedding-001",
            Embeddings = { new Embedding { Values = { 1 } }, new Embedding { Values = { 2 } } },
            Usage = new TokenUsage { InputTokens = 6 },
        });
        await _proxy.SettledAsync("ada", 100_000 - 6);
    }

    [Theory]
    [InlineData("""{"embeddings":[]}""", "The provider sent 0 vectors for 1 texts.")]
    [InlineData("""{"embeddings":[{}]}""", "The provider sent something that is no list of vectors.")]
    [InlineData("nonsense", "The provider sent something that is no list of vectors.")]
    [InlineData("""{"embeddings":[{"values":[1e40]}]}""", "The provider sent a vector with what is no number.")]
    public async Task Grpc_AnswerThatMakesNoSense_IsAFault(string answer, string says)
    {
        _gemini.Answer = context => ProviderServer.AnswerJsonAsync(context, answer);

        var failure = await Should.ThrowAsync<RpcException>(() => EmbedAsync(new EmbedRequest { Model = "gemini-embedding-001", Inputs = { "one" } }));

        failure.Status.Detail.ShouldBe(says);
        await _proxy.SettledAsync("ada", 100_000);
    }

    [Fact]
    public async Task Grpc_WrongRequest_NamesEveryMistake()
    {
        var failure = await Should.ThrowAsync<RpcException>(
            () => EmbedAsync(new EmbedRequest { Model = "gemini-embedding-001", Inputs = { "" }, Dimensions = 0 }));

        failure.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        failure.Status.Detail.ShouldBe("Send at least one text, and none that is empty. dimensions is 0; it must be at least 1.");
    }

    [Fact]
    public async Task Grpc_TooLarge_IsRefused()
    {
        var failure = await Should.ThrowAsync<RpcException>(
            () => EmbedAsync(new EmbedRequest { Model = "gemini-embedding-001", Inputs = { new string('a', 128 * 1024) } }));

        failure.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        _gemini.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]", "INVALID_REQUEST", null)]
    [InlineData("""{"input":"Hi"}""", "INVALID_REQUEST", "model")]
    [InlineData("""{"model":5,"input":"Hi"}""", "INVALID_REQUEST", "model")]
    [InlineData("""{"model":"e"}""", "INVALID_REQUEST", "input")]
    [InlineData("""{"model":"e","input":"Hi"} x""", "INVALID_REQUEST", null)]
    [InlineData("""{"model":"e","input":"\ud83d"}""", "INVALID_REQUEST", null)]
    [InlineData("""{"model":"e","input":5}""", "INVALID_REQUEST", "input")]
    [InlineData("""{"model":"e","input":[]}""", "INVALID_REQUEST", null)]
    [InlineData("""{"model":"e","input":["a",""]}""", "INVALID_REQUEST", null)]
    [InlineData("""{"model":"e","input":"Hi","dimensions":"3"}""", "INVALID_REQUEST", "dimensions")]
    [InlineData("""{"model":"e","input":"Hi","encoding_format":"hex"}""", "INVALID_REQUEST", "encoding_format")]
    [InlineData("""{"model":"e/../x","input":"Hi"}""", "INVALID_REQUEST", "model")]
    [InlineData("""{"model":"e","input":[[1,2]]}""", "UNSUPPORTED_FIELD", "input")]
    [InlineData("""{"model":"e","input":"Hi","user":"u"}""", "UNSUPPORTED_FIELD", "user")]
    [InlineData("""{"model":"e","input":"Hi","input_type":"q"}""", "UNSUPPORTED_FIELD", "input_type")]
    public async Task Translated_WrongRequest_SaysWhereAndCostsNothing(string body, string code, string? field)
    {
        using var response = await PostAsync(body, "google");

        var error = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");
        ((int)response.StatusCode, error.GetProperty("code").GetString(), error.GetProperty("param").GetString()).ShouldBe((400, code, field));
        _gemini.Requests.ShouldBeEmpty();
        response.Headers.Contains("RateLimit").ShouldBeFalse();
    }

    [Fact]
    public async Task Translated_UnsupportedField_IsLeftOutWhereTheCallerAsksForIt()
    {
        using var response = await PostAsync("""{"model":"e","input":"Hi","user":"u"}""", "google", ("x-unsupported", "ignore"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _gemini.Requests.Single().Text.ShouldNotContain("user");
    }

    [Theory]
    [InlineData("test")]
    [InlineData("google")]
    public async Task Body_ThatIsNoUtf8_IsRefused(string provider)
    {
        using var request = Request("", provider, _proxy);
        request.Content = new ByteArrayContent([.. """{"model":"e","input":"a"""u8, 0xFF, .. "\"}"u8]);

        using var response = await _proxy.Client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Dimensions_OfAProviderWithAnotherNameForThem_AreTranslated()
    {
        await using var proxy = await ProxyServer.StartAsync(("Providers:test:Wire", "mistral"));
        proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, Passed);

        using var response = await PostAsync("""{"model":"e","input":"Hi","dimensions":2}""", "test", proxy: proxy);

        proxy.Provider.Requests.Single().Text.ShouldBe("""{"model":"e","input":["Hi"],"encoding_format":"float","output_dimension":2}""");
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("\"embedding\":[0.5,0.001]");
    }

    [Fact]
    public async Task Dimensions_OfAProviderWithout_AreNamed()
    {
        await using var proxy = await ProxyServer.StartAsync(("Providers:test:Wire", "together"));

        using var response = await PostAsync("""{"model":"e","input":"Hi","dimensions":2}""", "test", proxy: proxy);

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("cannot honour dimensions");
        proxy.Provider.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Body_OfExactlyTheLimit_PassesAndOneByteMoreDoesNot()
    {
        var exact = $$"""{"model":"e","input":"{{new string('a', (128 * 1024) - 24)}}"}""";
        exact.Length.ShouldBe(128 * 1024);

        using var passes = await PostAsync(exact, "test");
        using var refused = await PostAsync(exact + " ", "test");

        passes.StatusCode.ShouldBe(HttpStatusCode.OK);
        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Time_Up_IsTold()
    {
        await using var proxy = await ProxyServer.StartAsync(("Providers:google:BaseUrl", _gemini.BaseAddress), ("Proxy:CallTimeout", "00:00:00.2"));
        (_gemini.Answer, proxy.Provider.Answer) = (ProviderServer.NeverAnswerAsync, ProviderServer.NeverAnswerAsync);

        foreach (var provider in (string[])["test", "google"])
        {
            using var response = await PostAsync("""{"model":"e","input":"Hi"}""", provider, proxy: proxy);
            response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        }
    }

    private static HttpRequestMessage Request(string body, string provider, ProxyServer proxy)
    {
        var request = proxy.Request(body, provider, provider == "google" ? GeminiServer.Key : "sk-test");
        request.RequestUri = new Uri("/v1/proxy/embeddings", UriKind.Relative);
        return request;
    }

    private async Task<HttpResponseMessage> PostAsync(
        string body, string provider, (string Name, string Value)? header = null, ProxyServer? proxy = null)
    {
        proxy ??= _proxy;
        using var request = Request(body, provider, proxy);
        if (header is { } more)
        {
            request.Headers.Add(more.Name, more.Value);
        }

        return await proxy.Client.SendAsync(request, Cancel);
    }

    private async Task<EmbedResponse> EmbedAsync(EmbedRequest request)
    {
        using var channel = GrpcChannel.ForAddress(_proxy.Address);
        return await new ChatService.ChatServiceClient(channel).EmbedAsync(
            request,
            new Metadata
            {
                { "authorization", $"Bearer {_proxy.Issuer.TokenFor("ada")}" },
                { "x-provider", "google" },
                { "x-provider-key", GeminiServer.Key },
            },
            cancellationToken: Cancel);
    }
}
