using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.TestServers;

namespace Text2Llm.Quota.Tests;

/// <summary>The service as its callers meet it: over gRPC on its internal port.</summary>
public sealed class QuotaServiceTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private GrpcChannel _channel = null!;
    private QuotaService.QuotaServiceClient _quota = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Listen:InternalPort"] = "0",
            ["Quota:RequestsPerMinute"] = "2",
            ["Quota:TokensPerDay"] = "100",
        });
        builder.WebHost.ListenInternal();
        builder.AddQuota();
        _app = builder.Build();
        _app.MapQuota();
        await _app.StartAsync(Cancel);
        _channel = GrpcChannel.ForAddress(LoopbackServer.AddressesOf(_app)[0]);
        _quota = new QuotaService.QuotaServiceClient(_channel);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Reserve_WithinTheLimits_GivesAReservationAndTheStanding()
    {
        var response = await _quota.ReserveAsync(new ReserveRequest { UserId = "ada", EstimatedTokens = 40 }, cancellationToken: Cancel);

        response.Reservation.Id.ShouldNotBeEmpty();
        response.Reservation.ExpiresIn.ToTimeSpan().ShouldBe(TimeSpan.FromMinutes(5));
        response.Limits.Select(limit => (limit.Name, limit.Limit, limit.Remaining)).ShouldBe([("burst", 2, 1), ("daily", 100, 60)]);
    }

    [Fact]
    public async Task Reserve_OverTheDay_IsRefusedWithReasonAndWait()
    {
        var first = await _quota.ReserveAsync(new ReserveRequest { UserId = "ada", EstimatedTokens = 100 }, cancellationToken: Cancel);
        await _quota.SettleAsync(
            new SettleRequest { UserId = "ada", ReservationId = first.Reservation.Id, UsedTokens = 100 }, cancellationToken: Cancel);

        var response = await _quota.ReserveAsync(new ReserveRequest { UserId = "ada", EstimatedTokens = 1 }, cancellationToken: Cancel);

        response.Refusal.Reason.ShouldBe(RefusalReason.QuotaExhausted);
        response.Refusal.RetryAfter.ToTimeSpan().ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Settle_Twice_IsNotFound()
    {
        var reservation = (await _quota.ReserveAsync(new ReserveRequest { UserId = "ada" }, cancellationToken: Cancel)).Reservation;
        var settle = new SettleRequest { UserId = "ada", ReservationId = reservation.Id, UsedTokens = 5 };
        await _quota.SettleAsync(settle, cancellationToken: Cancel);

        var failure = await Should.ThrowAsync<RpcException>(async () => await _quota.SettleAsync(settle, cancellationToken: Cancel));

        failure.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("ada", -1)]
    public async Task Reserve_WrongRequest_IsInvalidArgument(string userId, long tokens)
    {
        var request = new ReserveRequest { UserId = userId, EstimatedTokens = tokens };

        var failure = await Should.ThrowAsync<RpcException>(async () => await _quota.ReserveAsync(request, cancellationToken: Cancel));

        failure.StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Health_Asked_IsServing()
    {
        var health = await new Health.HealthClient(_channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Cancel);

        health.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
    }
}
