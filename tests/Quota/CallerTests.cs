using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Quota.Tests;

/// <summary>Who may ask the service: the proxies, by their projected tokens, which a real API server checks.</summary>
public sealed class CallerTests : IAsyncLifetime
{
    private const string Namespace = "text2llm";
    private const string Audience = "text2llm-internal";

    private static readonly ReserveRequest Request = new() { UserId = "anna", EstimatedTokens = 20 };

    private ControlPlane _cluster = null!;
    private ServiceProcess _service = null!;
    private GrpcChannel _channel = null!;

    private QuotaService.QuotaServiceClient Client => new(_channel);

    public async ValueTask InitializeAsync()
    {
        _cluster = await ControlPlane.StartAsync();
        await _cluster.KubectlAsync("", "create", "namespace", Namespace);
        await _cluster.KubectlAsync("", "--namespace", Namespace, "create", "serviceaccount", "text2llm-proxy");
        await _cluster.KubectlAsync("", "--namespace", Namespace, "create", "serviceaccount", "new-proxy");
        await _cluster.KubectlAsync("", "--namespace", Namespace, "create", "serviceaccount", "other");
        _service = await ServiceProcess.StartAsync(
            "Text2Llm.Quota", _cluster.KubeConfig, "--Listen:InternalPort", "0", "--Callers:Accounts:0", $"{Namespace}:text2llm-proxy", "--Callers:Accounts:1", $"{Namespace}:new-proxy");
        _channel = GrpcChannel.ForAddress(_service.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        await (_service?.DisposeAsync() ?? default);
        await (_cluster?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Call_OfTheProxy_IsTaken_AndOfAnybodyElse_Refused()
    {
        var good = Showing(await _cluster.TokenAsync(Namespace, "text2llm-proxy", Audience));
        var refused = new Dictionary<string, Metadata>
        {
            ["none"] = [],
            ["no token"] = Showing("abc"),
            ["another audience's"] = Showing(await _cluster.TokenAsync(Namespace, "text2llm-proxy", "text2llm-worker")),
            ["another account's"] = Showing(await _cluster.TokenAsync(Namespace, "other", Audience)),
        };

        (await Client.ReserveAsync(Request, good, cancellationToken: TestContext.Current.CancellationToken)).Reservation.ShouldNotBeNull();
        (await ReserveInStreamAsync(good)).Decision.Reservation.ShouldNotBeNull();
        foreach (var (which, token) in refused)
        {
            (await Should.ThrowAsync<RpcException>(async () =>
                await Client.ReserveAsync(Request, token, cancellationToken: TestContext.Current.CancellationToken), which)).StatusCode.ShouldBe(StatusCode.Unauthenticated, which);
            (await Should.ThrowAsync<RpcException>(async () => await Client.SettleAsync(
                new SettleRequest(), token, cancellationToken: TestContext.Current.CancellationToken), which)).StatusCode.ShouldBe(StatusCode.Unauthenticated, which);
            (await Should.ThrowAsync<RpcException>(async () => await ReserveInStreamAsync(token), which)).StatusCode.ShouldBe(StatusCode.Unauthenticated, which);
        }

        await _service.SaysAsync("system:serviceaccount:text2llm:other", TestContext.Current.CancellationToken);
        string.Join("\n", _service.Said).ShouldNotContain(good.GetValue("authorization")!["Bearer ".Length..]);
    }

    [Fact]
    public async Task Call_WhileTheApiServerHangs_OfAKnownProxy_IsTaken()
    {
        var good = Showing(await _cluster.TokenAsync(Namespace, "text2llm-proxy", Audience));
        var unknown = Showing(await _cluster.TokenAsync(Namespace, "new-proxy", Audience));
        await Client.ReserveAsync(Request, good, cancellationToken: TestContext.Current.CancellationToken);

        await _cluster.SignalAsync("apiserver", "STOP");
        try
        {
            (await Client.ReserveAsync(Request, good, cancellationToken: TestContext.Current.CancellationToken)).Reservation.ShouldNotBeNull();
            (await Should.ThrowAsync<RpcException>(async () =>
                await Client.ReserveAsync(Request, unknown, cancellationToken: TestContext.Current.CancellationToken))).StatusCode.ShouldBe(StatusCode.Unavailable);
        }
        finally
        {
            await _cluster.SignalAsync("apiserver", "CONT");
        }
    }

    private static Metadata Showing(string token) => new() { { "authorization", $"Bearer {token}" } };

    private async Task<NumberedDecision> ReserveInStreamAsync(Metadata headers)
    {
        using var stream = Client.ReserveMany(headers, cancellationToken: TestContext.Current.CancellationToken);
        try
        {
            await stream.RequestStream.WriteAsync(new ReserveManyRequest { Calls = { new NumberedCall { Number = 1, Call = Request } } });
            await stream.RequestStream.CompleteAsync();
        }
        catch (Exception exception) when (exception is InvalidOperationException or RpcException)
        {
            // It was refused meanwhile; the answer says how.
        }

        await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
        return stream.ResponseStream.Current.Decisions.Single();
    }
}
