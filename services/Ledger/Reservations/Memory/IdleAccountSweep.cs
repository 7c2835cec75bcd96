using Microsoft.Extensions.Hosting;

namespace Text2Llm.Ledger.Reservations.Memory;

/// <summary>Lets the ledger forget idle accounts, once a minute.</summary>
internal sealed class IdleAccountSweep(MemoryLedger ledger, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            ledger.ForgetIdle();
        }
    }
}
