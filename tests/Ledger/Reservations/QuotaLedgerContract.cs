using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Ledger.Limits;
using Text2Llm.Ledger.Reservations;
using Text2Llm.Protos.V1;

namespace Text2Llm.Ledger.Tests.Reservations;

/// <summary>What every ledger does.</summary>
public abstract class QuotaLedgerContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(5);

    // A ledger may be shared by several tests; their users are not.
    private readonly string _ada = $"ada-{Guid.NewGuid()}";
    private readonly string _grace = $"grace-{Guid.NewGuid()}";

    private protected FakeTimeProvider Time { get; } = new(Noon);

    private protected abstract IQuotaLedger Create(QuotaOptions options, TimeProvider time);

    [Fact]
    public async Task Reserve_TwentyAtOnce_PassAndTheNextIsRefused()
    {
        var ledger = Ledger();

        for (var call = 0; call < 20; call++)
        {
            (await ReserveAsync(ledger, 0)).ReservationId.ShouldNotBeNull();
        }

        var next = await ReserveAsync(ledger, 0);
        next.ReservationId.ShouldBeNull();
        next.Refusal.ShouldBe(new Refused(RefusalReason.RateLimited, TimeSpan.FromSeconds(3)));
        next.Requests.ShouldBe(new Standing(20, 0, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)));
        next.Tokens.ShouldBe(new Standing(100_000, 100_000, TimeSpan.FromDays(1), TimeSpan.FromHours(12)));
    }

    [Fact]
    public async Task Reserve_RefusedCaller_GetsThroughAfterTheWaitAndNotBefore()
    {
        var ledger = Ledger();
        var wait = (await RefusalAfterAsync(ledger, 20)).RetryAfter;

        Time.Advance(wait - TimeSpan.FromTicks(1));
        (await ReserveAsync(ledger, 0)).Refusal.ShouldNotBeNull();
        Time.Advance(TimeSpan.FromTicks(1));
        (await ReserveAsync(ledger, 0)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Reserve_RefusedManyTimes_CostsNothing()
    {
        var ledger = Ledger();
        var wait = (await RefusalAfterAsync(ledger, 20)).RetryAfter;

        for (var attempt = 0; attempt < 100; attempt++)
        {
            (await ReserveAsync(ledger, 0)).Refusal!.RetryAfter.ShouldBe(wait);
        }
    }

    [Fact]
    public async Task Reserve_RefusedForTokens_CostsNoRequest()
    {
        var ledger = Ledger(requests: 2, tokens: 1000);
        await ReserveAsync(ledger, 1000);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            (await ReserveAsync(ledger, 1)).Refusal!.Reason.ShouldBe(RefusalReason.TokensHeld);
        }

        (await ReserveAsync(ledger, 0)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Reserve_OneUserAtTheLimit_LeavesOthersAlone()
    {
        var ledger = Ledger();
        await RefusalAfterAsync(ledger, 20);

        (await ReserveAsync(ledger, 0, user: _grace)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Reserve_EstimateAboveTheDay_PassesAsTheFirstCallAndHoldsTheRest()
    {
        var ledger = Ledger(tokens: 1000);

        (await ReserveAsync(ledger, 5000)).Refusal.ShouldBeNull();

        (await ReserveAsync(ledger, 1)).Refusal.ShouldBe(new Refused(RefusalReason.TokensHeld, Hold));
    }

    [Fact]
    public async Task Reserve_EstimateAboveTheDay_PassesAgainWhileAnythingIsLeft()
    {
        var ledger = Ledger(tokens: 1000);
        await SettleAsync(ledger, (await ReserveAsync(ledger, 5000)).ReservationId!, 10);

        (await ReserveAsync(ledger, 5000)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Reserve_TheRestIsHeldByOtherCalls_WaitsForThemAndNotForTomorrow()
    {
        var ledger = Ledger(tokens: 1000);
        await ReserveAsync(ledger, 300, TimeSpan.FromSeconds(90));
        await ReserveAsync(ledger, 600, TimeSpan.FromSeconds(60));

        var small = (await ReserveAsync(ledger, 200)).Refusal.ShouldNotBeNull();
        var large = (await ReserveAsync(ledger, 900)).Refusal.ShouldNotBeNull();

        small.ShouldBe(new Refused(RefusalReason.TokensHeld, TimeSpan.FromSeconds(60)));
        large.ShouldBe(new Refused(RefusalReason.TokensHeld, TimeSpan.FromSeconds(90)));
        Time.Advance(small.RetryAfter);
        (await ReserveAsync(ledger, 200)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Reserve_HeldAndMoreUsedThanHeld_WaitsUntilThatIsCoveredToo()
    {
        // 600 used and 600 held of 1000: before 100 more fit, 300 must come back, of which the first call to expire gives 150.
        var ledger = Ledger(tokens: 1000);
        var settled = (await ReserveAsync(ledger, 400)).ReservationId!;
        await ReserveAsync(ledger, 150, TimeSpan.FromSeconds(30));
        await ReserveAsync(ledger, 450, TimeSpan.FromSeconds(90));
        await SettleAsync(ledger, settled, 600);

        var refusal = (await ReserveAsync(ledger, 100)).Refusal.ShouldNotBeNull();

        refusal.ShouldBe(new Refused(RefusalReason.TokensHeld, TimeSpan.FromSeconds(90)));
        Time.Advance(refusal.RetryAfter);
        (await ReserveAsync(ledger, 100)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Reserve_HeldByManyCalls_WaitsForAsManyAsAreNeeded()
    {
        var ledger = Ledger(requests: 1000, tokens: 300);
        for (var second = 1; second <= 300; second++)
        {
            await ReserveAsync(ledger, 1, TimeSpan.FromSeconds(second));
        }

        (await ReserveAsync(ledger, 200)).Refusal.ShouldBe(new Refused(RefusalReason.TokensHeld, TimeSpan.FromSeconds(200)));
    }

    [Fact]
    public async Task Reserve_HeldUntilAfterMidnight_WaitsForTheNewDay()
    {
        var ledger = Ledger(tokens: 1000);
        Time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1));
        await ReserveAsync(ledger, 1000);

        var refusal = (await ReserveAsync(ledger, 500)).Refusal.ShouldNotBeNull();

        refusal.ShouldBe(new Refused(RefusalReason.TokensHeld, TimeSpan.FromMinutes(1)));
        Time.Advance(refusal.RetryAfter);
        (await ReserveAsync(ledger, 500)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Reserve_AsManyUnderWayAsAreAllowed_WaitsForOneOfThem()
    {
        var ledger = Create(new QuotaOptions { CallsAtOnce = 2 }, Time);
        await ReserveAsync(ledger, 0, TimeSpan.FromSeconds(60));
        var other = (await ReserveAsync(ledger, 0, TimeSpan.FromSeconds(90))).ReservationId!;

        (await ReserveAsync(ledger, 0)).Refusal.ShouldBe(new Refused(RefusalReason.CallsUnderWay, TimeSpan.FromSeconds(60)));
        await SettleAsync(ledger, other, 0);
        (await ReserveAsync(ledger, 0, TimeSpan.FromSeconds(90))).Refusal.ShouldBeNull();

        Time.Advance((await ReserveAsync(ledger, 0)).Refusal!.RetryAfter);
        (await ReserveAsync(ledger, 0)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Settle_LessThanHeld_GivesTheRestBack()
    {
        var ledger = Ledger(tokens: 1000);
        var reservation = (await ReserveAsync(ledger, 900)).ReservationId!;

        (await SettleAsync(ledger, reservation, 100)).ShouldBeTrue();

        (await ReserveAsync(ledger, 900)).Tokens.Remaining.ShouldBe(0);
    }

    [Fact]
    public async Task Settle_MoreThanHeld_CountsInFull()
    {
        var ledger = Ledger(tokens: 1000);
        var reservation = (await ReserveAsync(ledger, 100)).ReservationId!;

        (await SettleAsync(ledger, reservation, 1500)).ShouldBeTrue();

        (await ReserveAsync(ledger, 1)).Refusal!.Reason.ShouldBe(RefusalReason.QuotaExhausted);
    }

    [Fact]
    public async Task Settle_Twice_CountsOnce()
    {
        var ledger = Ledger(tokens: 1000);
        var reservation = (await ReserveAsync(ledger, 100)).ReservationId!;

        (await SettleAsync(ledger, reservation, 100)).ShouldBeTrue();
        (await SettleAsync(ledger, reservation, 100)).ShouldBeFalse();

        (await ReserveAsync(ledger, 0)).Tokens.Remaining.ShouldBe(900);
    }

    [Fact]
    public async Task Settle_ManyTimesAtOnce_CountsOnce()
    {
        var ledger = Ledger(tokens: 1000);
        var reservation = (await ReserveAsync(ledger, 100)).ReservationId!;

        var settled = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => SettleAsync(ledger, reservation, 100))));

        settled.Count(done => done).ShouldBe(1);
        (await ReserveAsync(ledger, 0)).Tokens.Remaining.ShouldBe(900);
    }

    [Fact]
    public async Task Settle_AnotherUsersReservation_IsUnknown()
    {
        var ledger = Ledger();
        var reservation = (await ReserveAsync(ledger, 100)).ReservationId!;

        (await ledger.SettleAsync(_grace, reservation, 100)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("no.such.id")]
    [InlineData("3f2504e04f8911d39a0c0305e82c3301.100.20526")]
    public async Task Settle_NoReservation_IsUnknown(string reservation)
    {
        var ledger = Ledger(tokens: 1000);
        await ReserveAsync(ledger, 100);

        (await SettleAsync(ledger, reservation, 100)).ShouldBeFalse();

        (await ReserveAsync(ledger, 0)).Tokens.Remaining.ShouldBe(900);
    }

    [Fact]
    public async Task Reserve_HoldNeverSettled_ExpiresByItself()
    {
        var ledger = Ledger(tokens: 1000);
        var reservation = (await ReserveAsync(ledger, 1000)).ReservationId!;

        Time.Advance(Hold);

        (await ReserveAsync(ledger, 1000)).Refusal.ShouldBeNull();
        (await SettleAsync(ledger, reservation, 10)).ShouldBeFalse();
    }

    [Fact]
    public async Task Settle_JustExpired_IsUnknownAndGivesTheHoldBack()
    {
        var ledger = Ledger(tokens: 1000);
        var reservation = (await ReserveAsync(ledger, 1000)).ReservationId!;

        Time.Advance(Hold);

        (await SettleAsync(ledger, reservation, 10)).ShouldBeFalse();
        (await ReserveAsync(ledger, 0)).Tokens.Remaining.ShouldBe(1000);
    }

    [Fact]
    public async Task Reserve_NextDay_BeginsAnewAndYesterdaysCallsAreYesterdays()
    {
        var ledger = Ledger(tokens: 1000);
        Time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1));
        var lateCall = (await ReserveAsync(ledger, 1000)).ReservationId!;

        Time.Advance(TimeSpan.FromMinutes(2));
        (await ReserveAsync(ledger, 0)).Tokens.Remaining.ShouldBe(1000);
        (await SettleAsync(ledger, lateCall, 700)).ShouldBeTrue();

        (await ReserveAsync(ledger, 0)).Tokens.Remaining.ShouldBe(1000);
    }

    [Fact]
    public async Task Reserve_ClockStepsBackOverMidnight_StaysOnItsDay()
    {
        var ledger = Ledger(tokens: 1000);
        Time.Advance(TimeSpan.FromHours(12));
        await ReserveAsync(ledger, 10);

        Time.AdjustTime(Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        var behind = await ReserveAsync(ledger, 10);

        behind.Tokens.ShouldBe(new Standing(1000, 980, TimeSpan.FromDays(1), TimeSpan.FromDays(1)));
        behind.Requests.Remaining.ShouldBe(18);
    }

    [Fact]
    public async Task Reserve_BothLimitsReached_TellsTheLongerWait()
    {
        var ledger = Ledger(tokens: 20);
        for (var call = 0; call < 20; call++)
        {
            await SettleAsync(ledger, (await ReserveAsync(ledger, 1)).ReservationId!, 1);
        }

        (await ReserveAsync(ledger, 1)).Refusal.ShouldBe(new Refused(RefusalReason.QuotaExhausted, TimeSpan.FromHours(12)));
    }

    [Fact]
    public async Task Reserve_ManyAtOnce_LetsThroughExactlyTheTokensThatFit()
    {
        var ledger = Ledger(requests: 1_000_000, tokens: 1000);

        (await GrantedAtOnceAsync(ledger, 7)).ShouldBe(1000 / 7);
    }

    [Fact]
    public async Task Reserve_ManyAtOnce_LetsThroughExactlyTheRequestsThatFit()
    {
        var ledger = Ledger(requests: 33);

        (await GrantedAtOnceAsync(ledger, 0)).ShouldBe(33);
    }

    [Fact]
    public async Task Reserve_AnyPace_NeverPassesTheRateAndItsWaitIsAlwaysTrue()
    {
        var pauses = Gen.Int[0, 20_000].Array[1, 60];
        await Gen.Select(Gen.Int[1, 50], pauses).SampleAsync(async (limit, milliseconds) =>
        {
            var time = new FakeTimeProvider(Noon);
            var ledger = Create(new QuotaOptions { RequestsPerMinute = limit }, time);
            var user = Guid.NewGuid().ToString();
            var granted = 0L;
            foreach (var pause in milliseconds)
            {
                time.Advance(TimeSpan.FromMilliseconds(pause));
                if ((await ledger.ReserveAsync(user, 0, Hold)).Refusal is { } refusal)
                {
                    time.Advance(refusal.RetryAfter);
                    (await ledger.ReserveAsync(user, 0, Hold)).Refusal.ShouldBeNull();
                }

                granted++;
                var regained = WholeMicroseconds.In(time.GetUtcNow() - Noon) / (60_000_000 / limit);
                granted.ShouldBeLessThanOrEqualTo(limit + regained);
            }
        }, iter: 60);
    }

    private protected IQuotaLedger Ledger(int requests = 20, long tokens = 100_000) =>
        Create(new QuotaOptions { RequestsPerMinute = requests, TokensPerDay = tokens }, Time);

    private async Task<Decision> ReserveAsync(IQuotaLedger ledger, long tokens, TimeSpan? hold = null, string? user = null) =>
        await ledger.ReserveAsync(user ?? _ada, tokens, hold ?? Hold);

    private async Task<bool> SettleAsync(IQuotaLedger ledger, string reservation, long tokens) =>
        await ledger.SettleAsync(_ada, reservation, tokens);

    private async Task<Refused> RefusalAfterAsync(IQuotaLedger ledger, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            (await ReserveAsync(ledger, 0)).Refusal.ShouldBeNull();
        }

        return (await ReserveAsync(ledger, 0)).Refusal.ShouldNotBeNull();
    }

    private async Task<int> GrantedAtOnceAsync(IQuotaLedger ledger, long tokens)
    {
        var decisions = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => Task.Run(() => ReserveAsync(ledger, tokens))));
        return decisions.Count(decision => decision.ReservationId is not null);
    }
}
