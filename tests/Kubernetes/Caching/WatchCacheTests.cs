using Microsoft.AspNetCore.Http;
using Text2Llm.Kubernetes.Clients;
using static Text2Llm.Kubernetes.Tests.Caching.ScriptedApiServer;

namespace Text2Llm.Kubernetes.Tests.Caching;

/// <summary>What a cache makes of everything that an API server may answer.</summary>
public sealed class WatchCacheTests
{
    private const string Expired = """{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Expired","message":"too old","code":410}""";

    [Fact]
    public async Task Watch_GoneAsStatusCode_ListsAgainAndTellsTheDifference()
    {
        await using var server = await StartAsync(
            (context, list) => list == 1 ? ListAsync(context, 1, "a", "b") : ListAsync(context, 9, "b", "c"),
            (context, watch) =>
            {
                context.Response.StatusCode = watch == 1 ? 410 : 200;
                return watch == 1 ? context.Response.WriteAsync(Expired) : StayAsync(context);
            });
        using var client = server.Connect();
        await using var cache = new RunningCache(client);

        await cache.ToldAsync("+a", "+b", "-a", "~b", "+c");
    }

    [Fact]
    public async Task Watch_GoneWithinTheStream_ListsAgainAndTellsTheDifference()
    {
        await using var server = await StartAsync(
            (context, list) => list == 1 ? ListAsync(context, 1, "a") : ListAsync(context, 9),
            (context, watch) => watch == 1 ? EventAsync(context, "ERROR", Expired) : StayAsync(context));
        using var client = server.Connect();
        await using var cache = new RunningCache(client);

        await cache.ToldAsync("+a", "-a");
    }

    [Fact]
    public async Task Watch_OtherErrorWithinTheStream_GoesOnWhereItWas()
    {
        await using var server = await StartAsync(
            (context, _) => ListAsync(context, 1),
            async (context, watch) =>
            {
                if (watch == 1)
                {
                    await EventAsync(context, "ADDED", Item("a", 5));
                    await EventAsync(context, "ERROR", """{"kind":"Status","code":500,"reason":"InternalError"}""");
                    return;
                }

                await StayAsync(context);
            });
        using var client = server.Connect();
        await using var cache = new RunningCache(client);

        await Eventually.BecomesTrueAsync(() => server.Requests.Count == 3, () => string.Join('\n', server.Requests));
        server.Requests.Last().ShouldContain("resourceVersion=5");
        cache.Told.ShouldBe(["+a"]);
    }

    [Fact]
    public async Task Watch_EmptyCollectionClosedIdle_GoesOnWithoutAList()
    {
        await using var server = await StartAsync(
            (context, _) => ListAsync(context, 7),
            (context, watch) => watch < 4 ? Task.CompletedTask : StayAsync(context));
        using var client = server.Connect();
        await using var cache = new RunningCache(client);

        await Eventually.BecomesTrueAsync(() => server.Requests.Count == 5, () => string.Join('\n', server.Requests));
        server.Requests.Skip(1).ShouldAllBe(query => query.Contains("resourceVersion=7"));
    }

    [Fact]
    public async Task Watch_Bookmark_IsWhereItGoesOn()
    {
        await using var server = await StartAsync(
            (context, _) => ListAsync(context, 7),
            (context, watch) => watch == 1
                ? EventAsync(context, "BOOKMARK", """{"kind":"ConfigMap","metadata":{"resourceVersion":"99"}}""")
                : StayAsync(context));
        using var client = server.Connect();
        await using var cache = new RunningCache(client);

        await Eventually.BecomesTrueAsync(() => server.Requests.Count == 3, () => string.Join('\n', server.Requests));
        server.Requests.Last().ShouldContain("resourceVersion=99");
        cache.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task Watch_LineCutInTheMiddle_IsReadAgain()
    {
        await using var server = await StartAsync(
            (context, _) => ListAsync(context, 1),
            async (context, watch) =>
            {
                if (watch == 1)
                {
                    await context.Response.WriteAsync("""{"type":"ADDED","object":{"metadata":{"na""");
                    return;
                }

                await EventAsync(context, "ADDED", Item("a", 5));
                await StayAsync(context);
            });
        using var client = server.Connect();
        await using var cache = new RunningCache(client);

        await cache.ToldAsync("+a");
    }

    [Fact]
    public async Task List_OneMalformedObject_HidesNoOther()
    {
        await using var server = await StartAsync(
            (context, _) => context.Response.WriteAsync(
                $$$"""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"bad","namespace":"n"},"data":"no map"},{{{Item("good", 1)}}}]}"""),
            (context, _) => StayAsync(context));
        using var client = server.Connect();
        await using var cache = new RunningCache(client);

        await cache.ToldAsync("+good");
        cache.Cache.Find(new ObjectKey("n", "bad")).ShouldBeNull();
    }

    [Fact]
    public async Task List_SamenameNewObject_IsToldAsGoneAndNew()
    {
        await using var server = await StartAsync(
            (context, list) => list == 1
                ? ListAsync(context, 1, "a")
                : context.Response.WriteAsync($$$"""{"metadata":{"resourceVersion":"9"},"items":[{{{Item("a", 9).Replace("\"uid\":\"a\"", "\"uid\":\"other\"", StringComparison.Ordinal)}}}]}"""),
            (context, watch) => watch == 1 ? EventAsync(context, "ERROR", Expired) : StayAsync(context));
        using var client = server.Connect();
        await using var cache = new RunningCache(client);

        await cache.ToldAsync("+a", "-a", "+a");
    }

    [Fact]
    public async Task List_InPages_IsReadToItsEnd()
    {
        await using var server = await StartAsync(
            (context, list) => list == 1
                ? context.Response.WriteAsync($$$"""{"metadata":{"resourceVersion":"1","continue":"more"},"items":[{{{Item("a", 1)}}}]}""")
                : ListAsync(context, 1, "b"),
            (context, _) => StayAsync(context));
        using var client = server.Connect();
        await using var cache = new RunningCache(client);

        await cache.ToldAsync("+a", "+b");
        server.Requests.ElementAt(1).ShouldContain("continue=more");
    }

    [Fact]
    public async Task Watch_FailsAgainAndAgain_ListsAgain()
    {
        await using var server = await StartAsync(
            (context, list) => list == 1 ? ListAsync(context, 1, "a") : ListAsync(context, 9),
            (context, watch) =>
            {
                // As one does that can no longer read the version, and does not say so.
                context.Response.StatusCode = watch <= 5 ? 500 : 200;
                return watch <= 5 ? Task.CompletedTask : StayAsync(context);
            });
        using var client = server.Connect();
        await using var cache = new RunningCache(client, settings: new() { FirstRetry = TimeSpan.FromMilliseconds(1) });

        await cache.ToldAsync("+a", "-a");
        server.Requests.Select(query => query.Contains("watch=1") ? 'w' : 'l').Take(7).ShouldBe("lwwwwwl");
    }

    [Fact]
    public async Task Watch_WellForLong_ListsAgain()
    {
        await using var server = await StartAsync(
            (context, list) => list == 1 ? ListAsync(context, 1, "a") : ListAsync(context, 9),
            (context, watch) => watch == 1 ? Task.CompletedTask : StayAsync(context));
        using var client = server.Connect();

        // The interval is over when the first watch is.
        await using var cache = new RunningCache(client, settings: new() { ListInterval = TimeSpan.FromTicks(1) });

        await cache.ToldAsync("+a", "-a");
    }
}
