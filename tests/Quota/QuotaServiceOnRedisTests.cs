using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Options;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Quota.Tests;

/// <summary>The service on Redis, and without the Redis that it needs.</summary>
public sealed class QuotaServiceOnRedisTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reserve_WithinTheLimits_GivesTheStandingAsInMemory()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var service = await QuotaServer.StartAsync(
            ("Quota:Redis", redis.ConnectionString), ("Quota:RequestsPerMinute", "2"), ("Quota:TokensPerDay", "100"));

        var response = await ReserveAsync(service, 40);

        response.Reservation.Id.ShouldNotBeEmpty();
        response.Reservation.ExpiresIn.ToTimeSpan().ShouldBe(TimeSpan.FromMinutes(5));
        response.Limits.Select(limit => (limit.Name, limit.Limit, limit.Remaining)).ShouldBe([("burst", 2, 1), ("daily", 100, 60)]);
    }

    [Fact]
    public async Task RedisAway_FromTheStart_RefusesAndIsNotReadyUntilItComes()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.StopAsync();
        await using var service = await QuotaServer.StartAsync(("Quota:Redis", redis.ConnectionString));

        var refusal = await Should.ThrowAsync<RpcException>(() => ReserveAsync(service, 1));
        var whileAway = await HealthAsync(service);
        await redis.StartAgainAsync();
        var reservation = await ReserveOnceBackAsync(service);

        refusal.StatusCode.ShouldBe(StatusCode.Unavailable);
        refusal.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason.ShouldBe("QUOTA_UNAVAILABLE");
        refusal.GetRpcStatus()!.GetDetail<RetryInfo>().ShouldNotBeNull();
        whileAway.ShouldBe(HealthCheckResponse.Types.ServingStatus.NotServing);
        reservation.ShouldNotBeEmpty();
        (await HealthAsync(service)).ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
    }

    [Fact]
    public async Task RedisRestarts_InMidUse_IsUsedAgainAndWhatItForgotIsUnknown()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var service = await QuotaServer.StartAsync(("Quota:Redis", redis.ConnectionString), ("Quota:TokensPerDay", "100"));
        var forgotten = (await ReserveAsync(service, 100)).Reservation.Id;

        await redis.StopAsync();
        var away = await Should.ThrowAsync<RpcException>(() => SettleAsync(service, forgotten, 100));
        await redis.StartAgainAsync();
        var known = await ReserveOnceBackAsync(service);

        away.StatusCode.ShouldBe(StatusCode.Unavailable);
        (await SettleAsync(service, forgotten, 100)).UnknownReservationIds.ShouldBe([forgotten]);
        (await SettleAsync(service, known, 1)).UnknownReservationIds.ShouldBeEmpty();
        (await ReserveAsync(service, 0)).Limits[1].Remaining.ShouldBe(99);
    }

    [Fact]
    public async Task Reserve_CallerGivesUpBeforeRedisAnswers_HoldsNothing()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var service = await QuotaServer.StartAsync(("Quota:Redis", redis.ConnectionString), ("Quota:RequestsPerMinute", "1000000"));
        await ReserveAsync(service, 0);

        await redis.CommandAsync("CLIENT PAUSE 700 ALL");
        var gaveUp = await Should.ThrowAsync<RpcException>(async () => await service.Client.ReserveAsync(
            new ReserveRequest { UserId = "ada", EstimatedTokens = 60_000 },
            deadline: TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromMilliseconds(200),
            cancellationToken: Cancel));

        gaveUp.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        await UntilAsync(async () => (await ReserveAsync(service, 60_000)).Reservation is not null);
    }

    [Theory]
    [InlineData("redis:6379,passwort=hunter2")]
    [InlineData("password=hunter2")]
    [InlineData("redis:6379,connectTimeout=hunter2")]
    public async Task Start_WrongConnectionString_NamesTheSettingAndNotItsValue(string connectionString)
    {
        var mistake = await Should.ThrowAsync<OptionsValidationException>(() => QuotaServer.StartAsync(("Quota:Redis", connectionString)));

        mistake.Message.ShouldContain("Quota:Redis");
        mistake.Message.ShouldNotContain("hunter2");
    }

    private static async Task<ReserveResponse> ReserveAsync(QuotaServer service, long tokens) =>
        await service.Client.ReserveAsync(new ReserveRequest { UserId = "ada", EstimatedTokens = tokens }, cancellationToken: Cancel);

    private static async Task<SettleResponse> SettleAsync(QuotaServer service, string reservation, long tokens) => await service.Client.SettleAsync(
        new SettleRequest { Settlements = { new Settlement { UserId = "ada", ReservationId = reservation, UsedTokens = tokens } } },
        cancellationToken: Cancel);

    private static async Task<HealthCheckResponse.Types.ServingStatus> HealthAsync(QuotaServer service) =>
        (await new Health.HealthClient(service.Channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Cancel)).Status;

    private static async Task<string> ReserveOnceBackAsync(QuotaServer service)
    {
        string? reservation = null;
        await UntilAsync(async () =>
        {
            try
            {
                reservation = (await ReserveAsync(service, 1)).Reservation.Id;
            }
            catch (RpcException away) when (away.StatusCode == StatusCode.Unavailable)
            {
                // Not yet.
            }

            return reservation is not null;
        });
        return reservation!;
    }

    /// <summary>Asks again until it holds: nothing tells when a connection is mended.</summary>
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (!await holds())
        {
            (TimeProvider.System.GetUtcNow() < deadline).ShouldBeTrue();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
        }
    }
}
