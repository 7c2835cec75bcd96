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
            new SettleRequest { UserId = "ada", ReservationId = first.Reservation.Id, UsedTokens = 100 }, cancellationToken: Cancel);

        var response = await Quota.ReserveAsync(new ReserveRequest { UserId = "ada", EstimatedTokens = 1 }, cancellationToken: Cancel);

        response.Refusal.Reason.ShouldBe(RefusalReason.QuotaExhausted);
        response.Refusal.RetryAfter.ToTimeSpan().ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Settle_Twice_IsNotFound()
    {
        var reservation = (await Quota.ReserveAsync(new ReserveRequest { UserId = "ada" }, cancellationToken: Cancel)).Reservation;
        var settle = new SettleRequest { UserId = "ada", ReservationId = reservation.Id, UsedTokens = 5 };
        await Quota.SettleAsync(settle, cancellationToken: Cancel);

        var failure = await Should.ThrowAsync<RpcException>(async () => await Quota.SettleAsync(settle, cancellationToken: Cancel));

        failure.StatusCode.ShouldBe(StatusCode.NotFound);
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
}
