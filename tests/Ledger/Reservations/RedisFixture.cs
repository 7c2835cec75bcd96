using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Text2Llm.Ledger.Limits;
using Text2Llm.Ledger.Reservations.Redis;
using Text2Llm.ServiceDefaults.Redis;
using Text2Llm.TestServers;

namespace Text2Llm.Ledger.Tests.Reservations;

/// <summary>A Redis that the tests of one class share, and the connection to it.</summary>
public class RedisFixture : IAsyncLifetime
{
    private readonly bool _cluster;
    private readonly RedisConnections _connections = new();
    private RedisServer _server = null!;
    private RedisConnection _connection = null!;

    public RedisFixture()
        : this(cluster: false)
    {
    }

    protected RedisFixture(bool cluster) => _cluster = cluster;

    /// <summary>For what only Redis itself can tell.</summary>
    public IDatabase Database => _connection.Database;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync(_cluster);
        _connection = new RedisConnection(
            _connections, Options.Create(new QuotaOptions { Redis = _server.ConnectionString }), NullLogger<RedisConnection>.Instance);
        await _connection.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _connections.DisposeAsync();
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The keys whose names hold this.</summary>
    public async Task<IReadOnlyList<RedisKey>> KeysWithAsync(string part) =>
        await Database.Multiplexer.GetServers()[0].KeysAsync(pattern: $"*{part}*").ToListAsync();

    internal RedisLedger Ledger(QuotaOptions options, TimeProvider time) =>
        new(_connection, Options.Create(options), time, NullLogger<RedisLedger>.Instance);
}
