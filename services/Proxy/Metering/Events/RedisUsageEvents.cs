using System.Globalization;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Text2Llm.ServiceDefaults.Redis;

namespace Text2Llm.Proxy.Metering.Events;

/// <summary>
/// Usage events on a Redis stream, a field for each fact, from where Accounts takes them. Events that come together are stored together or
/// not at all. Only where Redis took them and its answer was lost are they stored once more; each carries an id, by which a reader knows it.
/// </summary>
internal sealed class RedisUsageEvents(IOptions<UsageEventsOptions> options) : IUsageEventStore, IAsyncDisposable
{
    private readonly SemaphoreSlim _connecting = new(1);
    private ConnectionMultiplexer? _connection;

    public async Task StoreAsync(IReadOnlyList<UsageEvent> events, CancellationToken cancel)
    {
        var transaction = (await ConnectAsync(cancel)).GetDatabase().CreateTransaction();
        List<Task> steps = [.. events.Select(happened => transaction.StreamAddAsync(
            options.Value.Stream, Fields(happened), maxLength: options.Value.LongestStream, useApproximateMaxLength: true))];

        // Only then: the steps of a transaction that never reached Redis never end.
        if (!await transaction.ExecuteAsync().WaitAsync(cancel))
        {
            throw new RedisException("The transaction was not made.");
        }

        await Task.WhenAll(steps).WaitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _connecting.Dispose();
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>Connects at the first need, so that the proxy starts while Redis is away; from then on the connection mends itself.</summary>
    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancel)
    {
        await _connecting.WaitAsync(cancel);
        try
        {
            return _connection ??= await ConnectionMultiplexer.ConnectAsync(RedisDefaults.Parse(options.Value.Redis));
        }
        finally
        {
            _connecting.Release();
        }
    }

    private static NameValueEntry[] Fields(UsageEvent happened)
    {
        List<NameValueEntry> fields =
        [
            new("id", happened.Id.ToString("N")),
            new("at", happened.BeganAt.ToString("O", CultureInfo.InvariantCulture)),
            new("user", happened.UserId),
            new("provider", happened.Call.Provider.Id),
            new("model", happened.Call.Model),
            new("route", happened.Call.Route.ToString()),
            new("input_tokens", happened.Usage.InputTokens),
            new("output_tokens", happened.Usage.OutputTokens),
            new("cached_input_tokens", happened.Usage.CachedInputTokens),
            new("cache_write_input_tokens", happened.Usage.CacheWriteInputTokens),
            new("reasoning_tokens", happened.Usage.ReasoningTokens),
            new("estimated", happened.Usage.Estimated),
            new("latency_ms", (long)happened.Latency.TotalMilliseconds),
            new("retries", happened.Retries),
        ];
        if (happened.TimeToFirstToken is { } first)
        {
            fields.Add(new("first_token_ms", (long)first.TotalMilliseconds));
        }

        if (happened.CostUsd is { } cost)
        {
            fields.Add(new("cost_usd", cost.ToString(CultureInfo.InvariantCulture)));
            fields.Add(new("price_version", happened.PriceVersion));
        }

        if (happened.Error is { } error)
        {
            fields.Add(new("error", error));
        }

        return [.. fields];
    }
}
