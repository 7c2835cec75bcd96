using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Text2Llm.Ledger.Limits;
using Text2Llm.ServiceDefaults.Redis;

namespace Text2Llm.Ledger.Reservations.Redis;

/// <summary>The ledger's connection to Redis, which is made at start. Tells the log when Redis goes and comes.</summary>
internal sealed partial class RedisConnection(RedisConnections connections, IOptions<QuotaOptions> options, ILogger<RedisConnection> logger)
    : IHostedService
{
    private ConnectionMultiplexer? _redis;
    private bool _away;

    /// <summary>Where commands go.</summary>
    public IDatabase Database => (_redis ?? throw new InvalidOperationException("The connection is not started.")).GetDatabase();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _redis = await connections.ToAsync(options.Value.Redis, cancellationToken);
        _redis.ConnectionFailed += (_, failure) => Tell(away: true, failure.FailureType);
        _redis.ConnectionRestored += (_, _) => Tell(away: false, ConnectionFailureType.None);
        if (!_redis.IsConnected)
        {
            Tell(away: true, ConnectionFailureType.UnableToConnect);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Logs each change once, however many attempts there are between.</summary>
    private void Tell(bool away, ConnectionFailureType why)
    {
        if (Interlocked.Exchange(ref _away, away) == away)
        {
            return;
        }

        if (away)
        {
            LogAway(logger, why);
        }
        else
        {
            LogBack(logger);
        }
    }

    [LoggerMessage(EventId = 4000, Level = LogLevel.Error, Message = "Redis is out of reach ({Why}): no limit can be checked until it is back")]
    private static partial void LogAway(ILogger logger, ConnectionFailureType why);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Redis is back")]
    private static partial void LogBack(ILogger logger);
}
