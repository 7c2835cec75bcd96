using Microsoft.Extensions.Time.Testing;
using Text2Llm.Ledger.Limits;
using Text2Llm.Ledger.Reservations;

namespace Text2Llm.Ledger.Tests.Reservations;

/// <summary>The ledger on Redis Cluster.</summary>
public sealed class RedisClusterLedgerTests(ClusterFixture redis) : QuotaLedgerContract, IClassFixture<ClusterFixture>
{
    [Theory]
    [InlineData("ada")]
    [InlineData("}")]
    [InlineData("{}")]
    [InlineData("a}b{c")]
    [InlineData("Größe 100%")]
    public async Task Keys_OfAnyUser_ShareOneSlot(string name)
    {
        var unique = Guid.NewGuid().ToString("N");
        var ledger = redis.Ledger(new QuotaOptions(), new FakeTimeProvider());

        var reservation = (await ledger.ReserveAsync(name + unique, 10, TimeSpan.FromMinutes(5))).ReservationId!;

        var keys = await redis.KeysWithAsync(unique);
        keys.Count.ShouldBe(2);
        var slots = await Task.WhenAll(keys.Select(async key => (int)await redis.Database.ExecuteAsync("CLUSTER", "KEYSLOT", key)));
        slots[1].ShouldBe(slots[0]);
        (await ledger.SettleAsync(name + unique, reservation, 10)).ShouldBeTrue();
    }

    private protected override IQuotaLedger Create(QuotaOptions options, TimeProvider time) => redis.Ledger(options, time);
}
