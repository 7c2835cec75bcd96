using System.Text.Json;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Text2Llm.ServiceDefaults.Redis;

namespace Text2Llm.Proxy.Metering.Events;

/// <summary>
/// Usage events on a Redis stream, each as JSON in the one field <c>event</c>, from where Accounts takes them. Events that come together are
/// stored together or not at all. Only where Redis took them and its answer was lost are they stored once more; each carries an id, by which
/// a reader knows it.
/// </summary>
internal sealed class RedisUsageEvents(RedisConnections connections, IOptions<UsageEventsOptions> options) : IUsageEventStore
{
    private static readonly RedisValue Field = "event";

    public async Task StoreAsync(IReadOnlyList<UsageEvent> events, CancellationToken cancel)
    {
        var connection = await connections.ToAsync(options.Value.Redis, cancel);
        var transaction = connection.GetDatabase().CreateTransaction();
        List<Task> steps = [.. events.Select(happened => transaction.StreamAddAsync(
            options.Value.Stream,
            Field,
            JsonSerializer.SerializeToUtf8Bytes(StoredUsageEvent.Of(happened), UsageEventJson.Default.StoredUsageEvent),
            maxLength: options.Value.LongestStream,
            useApproximateMaxLength: true))];

        // Only then: the steps of a transaction that never reached Redis never end.
        if (!await transaction.ExecuteAsync().WaitAsync(cancel))
        {
            throw new RedisException("The transaction was not made.");
        }

        await Task.WhenAll(steps).WaitAsync(cancel);
    }
}
