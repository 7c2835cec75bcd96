using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Ledger.Limits;
using Text2Llm.Ledger.Reservations.Memory;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Ledger.Tests;

/// <summary>The contract over a ledger: what is wrong with a request is said, and who has gone holds nothing.</summary>
public sealed class LedgerQuotaTests
{
    private static readonly IOptions<QuotaOptions> Limits = Options.Create(new QuotaOptions { TokensPerDay = 100 });

    private readonly LedgerQuota _quota = new(new MemoryLedger(Limits, new FakeTimeProvider()), Limits);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0, 60, "user_id has 0 characters; it must have 1 to 128.")]
    [InlineData(129, 0, 60, "user_id has 129 characters; it must have 1 to 128.")]
    [InlineData(1, -1, 60, "estimated_tokens is -1; it must be from 0 to 1000000000000000.")]
    [InlineData(1, 1_000_000_000_000_001, 60, "estimated_tokens is 1000000000000001; it must be from 0 to 1000000000000000.")]
    [InlineData(1, 0, 0, "hold_for is 00:00:00; it must be above 0 and at most a day.")]
    [InlineData(1, 0, 86_401, "hold_for is 1.00:00:01; it must be above 0 and at most a day.")]
    public async Task Reserve_WrongRequest_SaysWhatIsWrong(int userLength, long tokens, int holdSeconds, string message)
    {
        var request = new ReserveRequest
        {
            UserId = new string('a', userLength),
            EstimatedTokens = tokens,
            HoldFor = new Duration { Seconds = holdSeconds },
        };

        var failure = await Should.ThrowAsync<CallException>(() => _quota.ReserveAsync(request, Cancel));

        failure.Error.Reason.ShouldBe(ErrorReason.InvalidRequest);
        failure.Message.ShouldBe(message);
    }

    [Fact]
    public async Task Reserve_ForSomebodyWhoHasGone_HoldsNothingAndCostsNoRequest()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => _quota.ReserveAsync(Call(100), gone.Token));

        var next = await _quota.ReserveAsync(Call(100), Cancel);
        next.Reservation.Id.ShouldNotBeEmpty();
        next.Limits.Select(limit => (limit.Name, limit.Remaining)).ShouldBe([("burst", 19), ("daily", 0)]);
    }

    [Fact]
    public async Task Settle_SomeUnknown_SettlesTheOthersAndNamesThem()
    {
        var known = (await _quota.ReserveAsync(Call(60), Cancel)).Reservation.Id;
        Settlement Of(string id) => new() { UserId = "ada", ReservationId = id, UsedTokens = 10 };

        var response = await _quota.SettleAsync(new SettleRequest { Settlements = { Of("never made"), Of(known) } }, Cancel);

        response.UnknownReservationIds.ShouldBe(["never made"]);
        (await _quota.ReserveAsync(Call(0), Cancel)).Limits.Single(limit => limit.Name == "daily").Remaining.ShouldBe(90);
    }

    private static ReserveRequest Call(long tokens) => new() { UserId = "ada", EstimatedTokens = tokens };
}
