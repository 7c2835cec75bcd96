using Grpc.Core;
using Grpc.Health.V1;
using Text2Llm.Protos.V1;

namespace Text2Llm.Quota.Tests;

/// <summary>The service over gRPC.</summary>
public sealed class QuotaServiceTests : IAsyncLifetime
{
    private QuotaServer _service = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private QuotaService.QuotaServiceClient Quota => _service.Client;

    public async ValueTask InitializeAsync() =>
        _service = await QuotaServer.StartAsync(("Quota:RequestsPerMinute", "2"), ("Quota:TokensPerDay", "100"));

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Reserve_WithinTheLimits_GivesAReservationAndTheStanding()
    {
        var response = await Quota.ReserveAsync(new ReserveRequest { UserId = "ada", EstimatedTokens = 40 }, cancellationToken: Cancel);

        response.Reservation.Id.ShouldNotBeEmpty();
        response.Reservation.ExpiresIn.ToTimeSpan().ShouldBe(TimeSpan.FromMinutes(5));
        response.Limits.Select(limit => (limit.Name, limit.Limit, limit.Remaining)).ShouldBe([("burst", 2, 1), ("daily", 100, 60)]);
    }

    [Fact]
    public async Task Reserve_OverTheDay_IsRefusedWithReasonAndWait()
    {
        var first = await Quota.ReserveAsync(new ReserveRequest { UserId = "ada", EstimatedTokens = 100 }, cancellationToken: Cancel);
        await Quota.SettleAsync(
            new SettleRequest { Settlements = { new Settlement { UserId = "ada", ReservationId = first.Reservation.Id, UsedTokens = 100 } } },
            cancellationToken: Cancel);

        var response = await Quota.ReserveAsync(new ReserveRequest { UserId = "ada", EstimatedTokens = 1 }, cancellationToken: Cancel);

        response.Refusal.Reason.ShouldBe(RefusalReason.QuotaExhausted);
        response.Refusal.RetryAfter.ToTimeSpan().ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Settle_Twice_TellsThatTheReservationIsUnknown()
    {
        var one = await ReserveAsync();
        var other = await ReserveAsync();
        Settlement Of(string reservation) => new() { UserId = "ada", ReservationId = reservation, UsedTokens = 5 };
        var first = await Quota.SettleAsync(new SettleRequest { Settlements = { Of(one) } }, cancellationToken: Cancel);

        var second = await Quota.SettleAsync(new SettleRequest { Settlements = { Of(one), Of(other) } }, cancellationToken: Cancel);

        first.UnknownReservationIds.ShouldBeEmpty();
        second.UnknownReservationIds.ShouldBe([one]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Settle_NoneOrTooMany_IsInvalidArgument(int count)
    {
        var request = new SettleRequest { Settlements = { Enumerable.Repeat(new Settlement { UserId = "ada", ReservationId = "x" }, count) } };

        var failure = await Should.ThrowAsync<RpcException>(async () => await Quota.SettleAsync(request, cancellationToken: Cancel));

        failure.StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("ada", -1)]
    public async Task Reserve_WrongRequest_IsInvalidArgument(string userId, long tokens)
    {
        var request = new ReserveRequest { UserId = userId, EstimatedTokens = tokens };

        var failure = await Should.ThrowAsync<RpcException>(async () => await Quota.ReserveAsync(request, cancellationToken: Cancel));

        failure.StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Health_Asked_IsServing()
    {
        var health = await new Health.HealthClient(_service.Channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Cancel);

        health.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
    }

    private async Task<string> ReserveAsync() =>
        (await Quota.ReserveAsync(new ReserveRequest { UserId = "ada" }, cancellationToken: Cancel)).Reservation.Id;
}
