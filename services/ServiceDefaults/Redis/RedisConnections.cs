using StackExchange.Redis;

namespace Text2Llm.ServiceDefaults.Redis;

/// <summary>One connection to each Redis that is named, whoever names it: what several parts send at a time travels together.</summary>
public sealed class RedisConnections : IAsyncDisposable
{
    private readonly SemaphoreSlim _connecting = new(1);
    private readonly Dictionary<string, ConnectionMultiplexer> _connections = new(StringComparer.Ordinal);

    /// <summary>The connection. It is made at the first need, succeeds or not, and from then on mends itself.</summary>
    /// <param name="connectionString">As <see cref="RedisDefaults.Parse"/> takes it.</param>
    /// <param name="cancel">Ends the waiting for a connection that is being made.</param>
    /// <exception cref="RedisConnectionException">Redis is away, and the connection string wants that to be an error.</exception>
    public async Task<ConnectionMultiplexer> ToAsync(string connectionString, CancellationToken cancel)
    {
        await _connecting.WaitAsync(cancel);
        try
        {
            return _connections.TryGetValue(connectionString, out var connection)
                ? connection
                : _connections[connectionString] = await ConnectionMultiplexer.ConnectAsync(RedisDefaults.Parse(connectionString));
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Closes them all.</summary>
    public async ValueTask DisposeAsync()
    {
        _connecting.Dispose();
        foreach (var connection in _connections.Values)
        {
            await connection.DisposeAsync();
        }
    }
}
