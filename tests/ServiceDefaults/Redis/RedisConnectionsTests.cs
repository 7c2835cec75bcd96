using Text2Llm.ServiceDefaults.Redis;
using Text2Llm.TestServers;

namespace Text2Llm.ServiceDefaults.Tests.Redis;

public sealed class RedisConnectionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task To_TheSameRedisAtOnce_IsOneConnectionAndToAnotherAnother()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var connections = new RedisConnections();

        var same = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => connections.ToAsync(redis.ConnectionString, Cancel)));
        var other = await connections.ToAsync($"{redis.ConnectionString},name=other", Cancel);

        same.Distinct().ShouldHaveSingleItem().IsConnected.ShouldBeTrue();
        other.ShouldNotBe(same[0]);
    }

    [Fact]
    public async Task To_ARedisThatMustBeThereAndIsNot_FailsAndIsTriedAgain()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.StopAsync();
        await using var connections = new RedisConnections();
        var strict = $"{redis.ConnectionString},abortConnect=true";

        await Should.ThrowAsync<StackExchange.Redis.RedisConnectionException>(() => connections.ToAsync(strict, Cancel));
        await redis.StartAgainAsync();

        (await connections.ToAsync(strict, Cancel)).IsConnected.ShouldBeTrue();
    }
}
