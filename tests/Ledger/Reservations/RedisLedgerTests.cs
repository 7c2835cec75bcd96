using CsCheck;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Ledger.Limits;
using Text2Llm.Ledger.Reservations;
using Text2Llm.Ledger.Reservations.Memory;
using Text2Llm.Ledger.Reservations.Redis;

namespace Text2Llm.Ledger.Tests.Reservations;

/// <summary>The ledger on Redis.</summary>
public sealed class RedisLedgerTests(RedisFixture redis) : QuotaLedgerContract, IClassFixture<RedisFixture>
{
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(5);

    // How much longer than what they say keys are kept.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly string _user = Guid.NewGuid().ToString("N");

    /// <summary>One step of a random history.</summary>
    private sealed record Step(int Kind, long Ticks, long Tokens, int Which);

    [Fact]
    public async Task AnyHistory_OnBothLedgers_IsDecidedAlike()
    {
        var tokens = Gen.Frequency((6, Gen.Long[0, 300]), (1, Gen.Long[0, 1_000_000_000_000_000]));
        var ticks = Gen.Frequency(
            (6, Gen.Long[0, TimeSpan.TicksPerSecond * 10]), (2, Gen.Long[1, TimeSpan.TicksPerMinute * 10]), (1, Gen.Long[0, TimeSpan.TicksPerDay]));
        var step = Gen.Select(Gen.Int[0, 3], ticks, tokens, Gen.Int[0, 100], (kind, time, amount, which) => new Step(kind, time, amount, which));
        var options = Gen.Select(
            Gen.Frequency((4, Gen.Int[1, 30]), (1, Gen.Int[1, 1_000_000])),
            Gen.Frequency((4, Gen.Long[1, 1000]), (1, Gen.Long[1, 1_000_000_000_000])),
            Gen.Int[1, 8],
            (requests, day, calls) => new QuotaOptions { RequestsPerMinute = requests, TokensPerDay = day, CallsAtOnce = calls });
        await Gen.Select(options, Gen.Long[0, TimeSpan.TicksPerDay], step.Array[1, 60]).SampleAsync(CompareAsync, iter: 150);
    }

    [Fact]
    public async Task Keys_OfACallUnderWay_OutliveItAndTheDayByLittle()
    {
        var ledger = redis.Ledger(new QuotaOptions(), Time);

        await ledger.ReserveAsync(_user, 10, Hold);

        var keys = await redis.KeysWithAsync(_user);
        keys.Count.ShouldBe(2);
        foreach (var key in keys)
        {
            (await redis.Database.KeyTimeToLiveAsync(key)).ShouldNotBeNull().ShouldBeInRange(Hold, TimeSpan.FromHours(12) + Grace);
        }
    }

    [Fact]
    public async Task Keys_OfAUserWhoUsedNothing_AreGoneSoonAfter()
    {
        var ledger = redis.Ledger(new QuotaOptions(), Time);

        await ledger.SettleAsync(_user, (await ledger.ReserveAsync(_user, 10, Hold)).ReservationId!, 0);

        var key = (await redis.KeysWithAsync(_user)).ShouldHaveSingleItem();
        (await redis.Database.KeyTimeToLiveAsync(key)).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(3) + Grace);
    }

    [Fact]
    public async Task Keys_OfAnIdleUser_AreNone()
    {
        var ledger = redis.Ledger(new QuotaOptions(), Time);
        var reservation = (await ledger.ReserveAsync(_user, 10, Hold)).ReservationId!;
        await ledger.SettleAsync(_user, "unknown", 0);
        (await redis.KeysWithAsync(_user)).Count.ShouldBe(2);

        Time.Advance(TimeSpan.FromDays(1));
        (await ledger.SettleAsync(_user, reservation, 10)).ShouldBeFalse();

        (await redis.KeysWithAsync(_user)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reserve_ByAReplicaWhoseClockIsAhead_BindsTheOthers()
    {
        var ahead = redis.Ledger(new QuotaOptions { TokensPerDay = 1000 }, new FakeTimeProvider(Time.GetUtcNow() + TimeSpan.FromSeconds(10)));
        var behind = redis.Ledger(new QuotaOptions { TokensPerDay = 1000 }, Time);
        for (var call = 0; call < 20; call++)
        {
            (await ahead.ReserveAsync(_user, 1, Hold)).Refusal.ShouldBeNull();
        }

        var decision = await behind.ReserveAsync(_user, 1, Hold);

        decision.Refusal!.RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));
        decision.Requests.Remaining.ShouldBe(0);
        decision.Tokens.Remaining.ShouldBe(980);
    }

    [Fact]
    public async Task Reserve_HoldsWereEvicted_HoldsNothingForThem()
    {
        var ledger = redis.Ledger(new QuotaOptions { TokensPerDay = 1000 }, Time);
        await ledger.ReserveAsync(_user, 1000, Hold);

        await redis.Database.KeyDeleteAsync(UserKeys.Of(_user)[1]);

        (await ledger.ReserveAsync(_user, 1000, Hold)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Reserve_ScriptsWereFlushed_SendsThemAgain()
    {
        var ledger = redis.Ledger(new QuotaOptions(), Time);
        await ledger.ReserveAsync(_user, 10, Hold);

        await redis.Database.ExecuteAsync("SCRIPT", "FLUSH");

        var decision = await ledger.ReserveAsync(_user, 10, Hold);
        decision.Refusal.ShouldBeNull();
        (await ledger.SettleAsync(_user, decision.ReservationId!, 10)).ShouldBeTrue();
    }

    private protected override IQuotaLedger Create(QuotaOptions options, TimeProvider time) => redis.Ledger(options, time);

    private async Task CompareAsync(QuotaOptions options, long start, Step[] steps)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 14, 0, 0, 0, TimeSpan.Zero) + TimeSpan.FromTicks(start));
        var memory = new MemoryLedger(Options.Create(options), time);
        var shared = redis.Ledger(options, time);
        var user = Guid.NewGuid().ToString();
        List<(string Memory, string Shared)> reservations = [];
        foreach (var (kind, ticks, tokens, which) in steps)
        {
            if (kind == 0)
            {
                time.Advance(TimeSpan.FromTicks(ticks));
            }
            else if (kind == 1 && reservations.Count > 0)
            {
                var (mine, theirs) = reservations[which % reservations.Count];
                (await shared.SettleAsync(user, theirs, tokens)).ShouldBe(await memory.SettleAsync(user, mine, tokens));
            }
            else
            {
                var expected = await memory.ReserveAsync(user, tokens, TimeSpan.FromTicks(ticks));
                var decision = await shared.ReserveAsync(user, tokens, TimeSpan.FromTicks(ticks));
                (decision with { ReservationId = null }).ShouldBe(expected with { ReservationId = null });
                (decision.ReservationId is null).ShouldBe(expected.ReservationId is null);
                if (expected.ReservationId is { } id)
                {
                    reservations.Add((id, decision.ReservationId!));
                }
            }
        }
    }
}
