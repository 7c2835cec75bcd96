using System.Net;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Abuse;

/// <summary>Very many streams at once, in a process of its own: each costs little, and all of it comes back. The benchmark holds 5,000.</summary>
public sealed class ManyStreamsTests
{
    private const int Streams = 1500;
    private const long MostBytesEach = 80 * 1024;
    private const string Streamed = """{"model":"m","stream":true,"messages":[]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HeldOpen_CostLittleMemoryAndAreAllGivenUpTogether()
    {
        await using var neighbours = await ProxyServer.StartAsync();
        await using var process = await ProxyProcess.StartAsync(
            neighbours, "--Proxy:QuotaTimeout", "00:01:00", "--Quota:RequestsPerMinute", "1000000", "--Quota:TokensPerDay", "1000000000");
        using var client = new HttpClient { BaseAddress = process.Address };
        var underWay = 0;
        neighbours.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            Interlocked.Increment(ref underWay);
            try
            {
                await ProviderServer.NeverAnswerAsync(context);
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
            }
        };

        // The first few pay for what the process loads once.
        List<HttpResponseMessage> held = [.. await OpenAsync(100)];
        var before = process.ResidentBytes;
        held.AddRange(await OpenAsync(Streams));
        var each = (process.ResidentBytes - before) / Streams;
        held.ForEach(response => response.Dispose());

        each.ShouldBeLessThan(MostBytesEach);
        await Eventually.BecomesTrueAsync(() => Volatile.Read(ref underWay) == 0, () => $"{underWay} streams go on");
        using var next = await client.SendAsync(neighbours.Request(Streamed), HttpCompletionOption.ResponseHeadersRead, Cancel);
        next.StatusCode.ShouldBe(HttpStatusCode.OK);

        async Task<IEnumerable<HttpResponseMessage>> OpenAsync(int count)
        {
            var responses = await Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
                client.SendAsync(neighbours.Request(Streamed), HttpCompletionOption.ResponseHeadersRead, Cancel)));
            responses.ShouldAllBe(response => response.IsSuccessStatusCode);
            return responses;
        }
    }
}
