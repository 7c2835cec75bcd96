using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace Text2Llm.Quota.Reservations.Redis;

/// <summary>
/// How the connection to Redis behaves where its connection string says nothing else. A caller waits for every answer, so a Redis that is
/// away fails at once, or after the time limit, and nothing queues for its return.
/// </summary>
internal sealed class RedisDefaults : DefaultOptionsProvider
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);

    /// <summary>The service starts without Redis, and finds it when it comes.</summary>
    public override bool AbortOnConnectFail => false;

    public override BacklogPolicy BacklogPolicy => BacklogPolicy.FailFast;

    public override TimeSpan? ConnectTimeout => Limit;

    public override TimeSpan SyncTimeout => Limit;

    /// <summary>At start only; afterwards it tries again every second.</summary>
    public override int ConnectRetry => 1;

    public override IReconnectRetryPolicy ReconnectRetryPolicy { get; } = new LinearRetry((int)TimeSpan.FromSeconds(1).TotalMilliseconds);

    /// <summary>Keys hold user ids, and details quote keys.</summary>
    public override bool IncludeDetailInExceptions => false;

    /// <summary>The settings of a connection string; the defaults hold for what it leaves out.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static ConfigurationOptions Parse(string connectionString)
    {
        var configuration = ConfigurationOptions.Parse(connectionString);
        configuration.Defaults = new RedisDefaults();
        return configuration;
    }
}
