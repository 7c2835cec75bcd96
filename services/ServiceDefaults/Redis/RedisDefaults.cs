using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace Text2Llm.ServiceDefaults.Redis;

/// <summary>
/// How a connection to Redis behaves where its connection string says nothing else. Somebody waits for every answer, so a Redis that is
/// away fails at once, or after the time limit, and nothing queues for its return.
/// </summary>
public sealed class RedisDefaults : DefaultOptionsProvider
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);

    /// <summary>A service starts without Redis, and finds it when it comes.</summary>
    public override bool AbortOnConnectFail => false;

    /// <inheritdoc/>
    public override BacklogPolicy BacklogPolicy => BacklogPolicy.FailFast;

    /// <inheritdoc/>
    public override TimeSpan? ConnectTimeout => Limit;

    /// <inheritdoc/>
    public override TimeSpan SyncTimeout => Limit;

    /// <summary>At start only; afterwards it tries again every second.</summary>
    public override int ConnectRetry => 1;

    /// <inheritdoc/>
    public override IReconnectRetryPolicy ReconnectRetryPolicy { get; } = new LinearRetry((int)TimeSpan.FromSeconds(1).TotalMilliseconds);

    /// <summary>Keys hold user ids, and details quote keys.</summary>
    public override bool IncludeDetailInExceptions => false;

    /// <summary>The settings of a connection string; the defaults hold for what it leaves out.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static ConfigurationOptions Parse(string connectionString)
    {
        var configuration = ConfigurationOptions.Parse(connectionString);
        configuration.Defaults = new RedisDefaults();

        // The process's own threads, as for all other I/O. The library's are kept apart for programs that block; one call handed to them and
        // back takes three times as long, and several times the processor.
        configuration.SocketManager = SocketManager.ThreadPool;
        return configuration;
    }
}
