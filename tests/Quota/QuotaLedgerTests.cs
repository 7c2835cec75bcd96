using CsCheck;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Protos.V1;
using Text2Llm.Quota.Limits;
using Text2Llm.Quota.Reservations;

namespace Text2Llm.Quota.Tests;

public sealed class QuotaLedgerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);

    [Fact]
    public void Reserve_TwentyAtOnce_PassAndTheNextIsRefused()
    {
        var ledger = Ledger();

        var decisions = Enumerable.Range(0, 21).Select(_ => ledger.Reserve("ada", 0)).ToList();

        decisions.Take(20).ShouldAllBe(decision => decision.ReservationId != null);
        decisions[20].Refusal.ShouldBe(new Refused(RefusalReason.RateLimited, TimeSpan.FromSeconds(3)));
        decisions[20].Requests.Remaining.ShouldBe(0);
    }

    [Fact]
    public void Reserve_RefusedCaller_GetsThroughAfterTheWaitAndNotBefore()
    {
        var ledger = Ledger();
        var wait = RefusalAfter(ledger, 20).RetryAfter;

        _time.Advance(wait - TimeSpan.FromTicks(1));
        ledger.Reserve("ada", 0).Refusal.ShouldNotBeNull();
        _time.Advance(TimeSpan.FromTicks(1));
        ledger.Reserve("ada", 0).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Reserve_RefusedManyTimes_CostsNothing()
    {
        var ledger = Ledger();
        var wait = RefusalAfter(ledger, 20).RetryAfter;

        for (var attempt = 0; attempt < 100; attempt++)
        {
            ledger.Reserve("ada", 0).Refusal!.RetryAfter.ShouldBe(wait);
        }
    }

    [Fact]
    public void Reserve_OneUserAtTheLimit_LeavesOthersAlone()
    {
        var ledger = Ledger();
        RefusalAfter(ledger, 20);

        ledger.Reserve("grace", 0).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Reserve_EstimateAboveTheDay_PassesAsTheFirstCallAndHoldsTheRest()
    {
        var ledger = Ledger(tokens: 1000);

        ledger.Reserve("ada", 5000).Refusal.ShouldBeNull();

        ledger.Reserve("ada", 1).Refusal.ShouldBe(new Refused(RefusalReason.TokensHeld, TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void Reserve_EstimateAboveTheDay_PassesAgainWhileAnythingIsLeft()
    {
        var ledger = Ledger(tokens: 1000);
        ledger.Settle("ada", ledger.Reserve("ada", 5000).ReservationId!, 10);

        ledger.Reserve("ada", 5000).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Reserve_TheRestIsHeldByOtherCalls_WaitsForThemAndNotForTomorrow()
    {
        var ledger = Ledger(tokens: 1000);
        ledger.Reserve("ada", 300, TimeSpan.FromSeconds(90));
        ledger.Reserve("ada", 600, TimeSpan.FromSeconds(60));

        var small = ledger.Reserve("ada", 200).Refusal.ShouldNotBeNull();
        var large = ledger.Reserve("ada", 900).Refusal.ShouldNotBeNull();

        small.ShouldBe(new Refused(RefusalReason.TokensHeld, TimeSpan.FromSeconds(60)));
        large.ShouldBe(new Refused(RefusalReason.TokensHeld, TimeSpan.FromSeconds(90)));
        _time.Advance(small.RetryAfter);
        ledger.Reserve("ada", 200).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Settle_LessThanHeld_GivesTheRestBack()
    {
        var ledger = Ledger(tokens: 1000);
        var reservation = ledger.Reserve("ada", 900).ReservationId!;

        ledger.Settle("ada", reservation, 100).ShouldBeTrue();

        ledger.Reserve("ada", 900).Tokens.Remaining.ShouldBe(0);
    }

    [Fact]
    public void Settle_MoreThanHeld_CountsInFull()
    {
        var ledger = Ledger(tokens: 1000);
        var reservation = ledger.Reserve("ada", 100).ReservationId!;

        ledger.Settle("ada", reservation, 1500).ShouldBeTrue();

        ledger.Reserve("ada", 1).Refusal!.Reason.ShouldBe(RefusalReason.QuotaExhausted);
    }

    [Fact]
    public void Settle_Twice_CountsOnce()
    {
        var ledger = Ledger(tokens: 1000);
        var reservation = ledger.Reserve("ada", 100).ReservationId!;

        ledger.Settle("ada", reservation, 100).ShouldBeTrue();
        ledger.Settle("ada", reservation, 100).ShouldBeFalse();

        ledger.Reserve("ada", 0).Tokens.Remaining.ShouldBe(900);
    }

    [Fact]
    public void Settle_AnotherUsersReservation_IsUnknown()
    {
        var ledger = Ledger();
        var reservation = ledger.Reserve("ada", 100).ReservationId!;

        ledger.Settle("grace", reservation, 100).ShouldBeFalse();
    }

    [Fact]
    public void Reserve_HoldNeverSettled_ExpiresByItself()
    {
        var ledger = Ledger(tokens: 1000);
        var reservation = ledger.Reserve("ada", 1000).ReservationId!;

        _time.Advance(TimeSpan.FromMinutes(5));

        ledger.Reserve("ada", 1000).Refusal.ShouldBeNull();
        ledger.Settle("ada", reservation, 10).ShouldBeFalse();
    }

    [Fact]
    public void Reserve_NextDay_BeginsAnewAndYesterdaysCallsAreYesterdays()
    {
        var ledger = Ledger(tokens: 1000);
        _time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1));
        var lateCall = ledger.Reserve("ada", 1000).ReservationId!;

        _time.Advance(TimeSpan.FromMinutes(2));
        ledger.Reserve("ada", 0).Tokens.Remaining.ShouldBe(1000);
        ledger.Settle("ada", lateCall, 700).ShouldBeTrue();

        ledger.Reserve("ada", 0).Tokens.Remaining.ShouldBe(1000);
    }

    [Fact]
    public void Reserve_BothLimitsReached_TellsTheLongerWait()
    {
        var ledger = Ledger(tokens: 20);
        for (var call = 0; call < 20; call++)
        {
            ledger.Settle("ada", ledger.Reserve("ada", 1).ReservationId!, 1);
        }

        ledger.Reserve("ada", 1).Refusal.ShouldBe(new Refused(RefusalReason.QuotaExhausted, TimeSpan.FromHours(12)));
    }

    [Fact]
    public async Task Reserve_ManyAtOnce_LetsThroughExactlyWhatFits()
    {
        var ledger = Ledger(requests: 1_000_000, tokens: 1000);

        var granted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 100).Count(_ => ledger.Reserve("ada", 7).ReservationId is not null))));

        granted.Sum().ShouldBe(1000 / 7);
    }

    [Fact]
    public async Task ForgetIdle_WhileOthersReserveAndSettle_LosesNoHold()
    {
        var ledger = Ledger(requests: 1_000_000, tokens: 1_000_000);
        using var done = new CancellationTokenSource();
        var sweep = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                ledger.ForgetIdle();
            }
        }, TestContext.Current.CancellationToken);

        var settled = await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() => Enumerable.Range(0, 2000).All(call =>
        {
            var user = $"{worker}-{call}";
            return ledger.Settle(user, ledger.Reserve(user, 1).ReservationId!, 0);
        }))));
        await done.CancelAsync();
        await sweep;

        settled.ShouldAllBe(all => all);
    }

    [Fact]
    public void ForgetIdle_AfterTheDay_LeavesNoAccountAndNoHold()
    {
        var ledger = Ledger();
        ledger.Settle("ada", ledger.Reserve("ada", 10).ReservationId!, 10);
        ledger.Reserve("grace", 10);
        ledger.ForgetIdle();
        ledger.Count.ShouldBe(2);

        _time.Advance(TimeSpan.FromDays(1));
        ledger.ForgetIdle();

        ledger.Count.ShouldBe(0);
        ledger.Reserve("ada", 10).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Reserve_AnyPace_NeverPassesTheRateAndItsWaitIsAlwaysTrue()
    {
        var pauses = Gen.Int[0, 20_000].Array[1, 200];
        Gen.Select(Gen.Int[1, 50], pauses).Sample((limit, milliseconds) =>
        {
            var time = new FakeTimeProvider(Noon);
            var ledger = new QuotaLedger(Options.Create(new QuotaOptions { RequestsPerMinute = limit }), time);
            var granted = 0L;
            foreach (var pause in milliseconds)
            {
                time.Advance(TimeSpan.FromMilliseconds(pause));
                if (ledger.Reserve("ada", 0).Refusal is { } refusal)
                {
                    time.Advance(refusal.RetryAfter);
                    ledger.Reserve("ada", 0).Refusal.ShouldBeNull();
                }

                granted++;
                var regained = (time.GetUtcNow() - Noon).Ticks / (TimeSpan.TicksPerMinute / limit);
                granted.ShouldBeLessThanOrEqualTo(limit + regained);
            }
        }, iter: 200);
    }

    private QuotaLedger Ledger(int requests = 20, long tokens = 100_000) =>
        new(Options.Create(new QuotaOptions { RequestsPerMinute = requests, TokensPerDay = tokens }), _time);

    private static Refused RefusalAfter(QuotaLedger ledger, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            ledger.Reserve("ada", 0).Refusal.ShouldBeNull();
        }

        return ledger.Reserve("ada", 0).Refusal.ShouldNotBeNull();
    }
}
