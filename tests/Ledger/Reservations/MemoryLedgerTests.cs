using Microsoft.Extensions.Options;
using Text2Llm.Ledger.Limits;
using Text2Llm.Ledger.Reservations;
using Text2Llm.Ledger.Reservations.Memory;
using Text2Llm.Protos.V1;

namespace Text2Llm.Ledger.Tests.Reservations;

/// <summary>The ledger in memory.</summary>
public sealed class MemoryLedgerTests : QuotaLedgerContract
{
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task ForgetIdle_WhileOthersReserveAndSettle_LosesNoHold()
    {
        var ledger = Memory(new QuotaOptions { RequestsPerMinute = 1_000_000, TokensPerDay = 1_000_000 });
        using var done = new CancellationTokenSource();
        var sweep = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                ledger.ForgetIdle();
            }
        }, TestContext.Current.CancellationToken);

        var settled = await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            var all = true;
            for (var call = 0; call < 2000; call++)
            {
                var user = $"{worker}-{call}";
                all &= await ledger.SettleAsync(user, (await ledger.ReserveAsync(user, 1, Hold)).ReservationId!, 0);
            }

            return all;
        })));
        await done.CancelAsync();
        await sweep;

        settled.ShouldAllBe(all => all);
    }

    [Fact]
    public async Task ForgetIdle_AfterTheDay_LeavesNoAccountAndNoHold()
    {
        var ledger = Memory(new QuotaOptions());
        await ledger.SettleAsync("ada", (await ledger.ReserveAsync("ada", 10, Hold)).ReservationId!, 10);
        await ledger.ReserveAsync("grace", 10, Hold);
        ledger.ForgetIdle();
        ledger.Count.ShouldBe(2);

        Time.Advance(TimeSpan.FromDays(1));
        ledger.ForgetIdle();

        ledger.Count.ShouldBe(0);
        (await ledger.ReserveAsync("ada", 10, Hold)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Settle_TheMostAgainAndAgain_NeverOverflows()
    {
        var ledger = Memory(new QuotaOptions { RequestsPerMinute = 1_000_000 });
        for (var call = 0; call < 10_000; call++)
        {
            await ledger.SettleAsync("ada", (await ledger.ReserveAsync("ada", 0, Hold)).ReservationId!, 1_000_000_000_000_000);
        }

        (await ledger.ReserveAsync("ada", 1, Hold)).Refusal!.Reason.ShouldBe(RefusalReason.QuotaExhausted);
    }

    private protected override IQuotaLedger Create(QuotaOptions options, TimeProvider time) => new MemoryLedger(Options.Create(options), time);

    private MemoryLedger Memory(QuotaOptions options) => new(Options.Create(options), Time);
}
