using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Tests.Tools;

/// <summary>Plants a key, a query and a page's address, lets the tools fail in every way, and searches what came out.</summary>
public sealed class ToolCanaryTests
{
    private const string Key = "brv-canary/2718+2818";
    private const string Query = "a-query-that-nobody-else-may-read";
    private const string Page = "a-page-that-nobody-else-may-know";

    // Longer than any name that can be resolved.
    private static readonly string LongName = string.Join('.', Enumerable.Repeat("label", 60));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeyQueryAndPage_AreNowhere()
    {
        var web = await WebServer.StartAsync();
        var address = web.Address;
        await using var proxy = await ProxyServer.StartAsync(
            ("SearchProviders:brave:BaseUrl", $"{web.Address}"),
            ("SearchProviders:perplexity:BaseUrl", $"{web.Address}"),
            ("Fetch:AllowedPrivateNetworks:0", "127.0.0.0/8"),
            ("Fetch:Timeout", "00:00:00.5"),
            ("Proxy:CallTimeout", "00:00:00.5"),
            ("Quota:RequestsPerMinute", "1000"));
        using var channel = GrpcChannel.ForAddress(proxy.Address);
        var tools = new ToolService.ToolServiceClient(channel);
        List<string> told = [];

        async Task CallAllAsync()
        {
            foreach (var provider in new[] { "brave", "perplexity" })
            {
                var (_, body) = await proxy.CallAsync(proxy.ToolRequest("search", new { query = Query }, provider, Key));
                told.Add(body.GetRawText());
                told.Add(await ToldAsync(() => tools.SearchAsync(
                    new SearchRequest { Query = Query }, proxy.ToolHeaders(provider, Key), cancellationToken: Cancel).ResponseAsync));
            }

            string[] pages = [$"{address}{Page}", $"http://{Page}.invalid/", $"http://{Page}.internal/", $"http://{Page}.{LongName}/", $"http://{Page}.xn--\u00ad-.example/"];
            foreach (var page in pages)
            {
                var (_, body) = await proxy.CallAsync(proxy.ToolRequest("fetch", new { url = page }, "brave", Key));
                told.Add(body.GetRawText());
                told.Add(await ToldAsync(() => tools.FetchAsync(
                    new FetchRequest { Url = page }, proxy.ToolHeaders("brave", Key), cancellationToken: Cancel).ResponseAsync));
            }
        }

        web.Answer = context => WebServer.AnswerAsync(context, "application/json", $$$"""{"error":{"message":"bad key {{{Key}}}"}}""", 400);
        await CallAllAsync();
        web.Answer = context => WebServer.AnswerAsync(context, "application/json", $"bad key {Key}", 401);
        await CallAllAsync();
        web.Answer = context => WebServer.AnswerAsync(context, "image/png", Key);
        await CallAllAsync();
        web.Answer = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        await CallAllAsync();
        await web.DisposeAsync();
        await CallAllAsync();

        // What was searched holds what it should, so the search could have found something.
        told.ShouldContain(text => text.Contains("bad key [key removed]", StringComparison.Ordinal));
        told.ShouldContain(text => text.Contains("FETCH_UNSUPPORTED", StringComparison.Ordinal));
        proxy.Log.ShouldContain("PROVIDER_UNREACHABLE");
        proxy.Log.ShouldContain("FETCH_FAILED");
        proxy.Log.ShouldContain("FETCH_TIMEOUT");
        proxy.Log.ShouldNotContain("canary");
        proxy.Log.ShouldNotContain(Query);
        proxy.Log.ShouldNotContain(Page);
        string.Join('\n', told).ShouldNotContain("canary");
        told.ShouldAllBe(text => !text.Contains("\"INTERNAL\"", StringComparison.Ordinal));
    }

    private static async Task<string> ToldAsync<T>(Func<Task<T>> call)
    {
        var failure = await Should.ThrowAsync<RpcException>(call);
        return failure.ToString() + string.Join('\n', failure.Trailers.Select(entry => entry.IsBinary ? "" : entry.Value));
    }
}
