using System.Diagnostics.Metrics;
using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Limits.Quota;
using Text2Llm.Proxy.Metering;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Limits;

/// <summary>The stream to the quota service, against a service that answers when a test wants it to.</summary>
public sealed class QuotaLinesTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedQuota _service = new();
    private WebApplication _app = null!;
    private GrpcChannel _channel = null!;
    private SettlementQueue _settlements = null!;
    private QuotaLines _lines = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(_service);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        _app.MapGrpcService<ScriptedQuota>();
        await _app.StartAsync(Cancel);
        _channel = GrpcChannel.ForAddress(LoopbackServer.AddressesOf(_app)[^1]);
        var client = new QuotaService.QuotaServiceClient(_channel);
        _lines = new QuotaLines(client, settlement => _settlements.Add(settlement), _time);
        _settlements = new SettlementQueue(
            new RemoteQuota(_lines, client), _app.Services.GetRequiredService<IMeterFactory>(), TimeProvider.System, NullLogger<SettlementQueue>.Instance);
        await _settlements.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Dispose();
        await _settlements.StopAsync(CancellationToken.None);
        _settlements.Dispose();
        _channel.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Calls_AnsweredInAnyOrder_GetEachTheirOwn()
    {
        var asked = Enumerable.Range(0, 50).Select(number => AskAsync($"user-{number}")).ToList();
        var calls = await _service.TakeAsync(50);

        await _service.AnswerAsync(calls.AsEnumerable().Reverse());

        var answers = await Task.WhenAll(asked).WaitAsync(Patience, Cancel);
        answers.Select(answer => answer.Reservation.Id).ShouldBe(Enumerable.Range(0, 50).Select(number => $"for user-{number}"));
        _service.Streams.ShouldBe(1);
    }

    [Fact]
    public async Task Caller_WhoLeaves_GivesBackWhatIsReservedLater()
    {
        using var leaving = new CancellationTokenSource();
        var asked = _lines.ReserveAsync(new ReserveRequest { UserId = "ada" }, leaving.Token);
        var calls = await _service.TakeAsync(1);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asked.WaitAsync(Patience, Cancel));

        await _service.AnswerAsync(calls);

        (await _service.Settled.Task.WaitAsync(Patience, Cancel)).ShouldBe(
            new Settlement { UserId = "ada", ReservationId = "for ada", UsedTokens = 0 });
    }

    [Fact]
    public async Task Stream_ThatBreaks_IsOpenedAnewAndTheCallAskedAgain()
    {
        var asked = AskAsync("ada");
        await _service.TakeAsync(1);

        _service.Break();
        await _service.AnswerAsync(await _service.TakeAsync(1));

        (await asked.WaitAsync(Patience, Cancel)).Reservation.Id.ShouldBe("for ada");
        _service.Streams.ShouldBe(2);
    }

    [Fact]
    public async Task Stream_ThatBreaksTwice_IsTheCallsError()
    {
        var asked = AskAsync("ada");
        await _service.TakeAsync(1);
        _service.Break();
        await _service.TakeAsync(1);
        _service.Break();

        (await Should.ThrowAsync<RpcException>(() => asked.WaitAsync(Patience, Cancel))).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Service_ThatCannotDecide_IsThatCallsErrorAlone()
    {
        var asked = AskAsync("ada");
        var other = AskAsync("grace");
        var calls = await _service.TakeAsync(2);

        await _service.FailAsync(calls.Single(call => call.Call.UserId == "ada"), StatusCode.Unavailable);
        await _service.AnswerAsync(calls.Where(call => call.Call.UserId == "grace"));

        (await Should.ThrowAsync<RpcException>(() => asked.WaitAsync(Patience, Cancel))).StatusCode.ShouldBe(StatusCode.Unavailable);
        (await other.WaitAsync(Patience, Cancel)).Reservation.Id.ShouldBe("for grace");
    }

    [Fact]
    public async Task Stream_SilentUntilSomebodyGivesUp_IsOpenedAnewForThoseWhoStillWait()
    {
        using var patience = new CancellationTokenSource();
        var first = _lines.ReserveAsync(new ReserveRequest { UserId = "ada" }, patience.Token);
        var second = AskAsync("grace");
        await _service.TakeAsync(2);

        _time.Advance(TimeSpan.FromSeconds(2));
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first.WaitAsync(Patience, Cancel));

        await _service.AnswerAsync(await _service.TakeAsync(1).WaitAsync(Patience, Cancel));
        (await second.WaitAsync(Patience, Cancel)).Reservation.Id.ShouldBe("for grace");
        _service.Streams.ShouldBe(2);
    }

    [Fact]
    public async Task Stream_AnsweringOthers_OutlastsACallerWhoGivesUp()
    {
        using var patience = new CancellationTokenSource();
        var first = _lines.ReserveAsync(new ReserveRequest { UserId = "ada" }, patience.Token);
        var calls = await _service.TakeAsync(1);
        _time.Advance(TimeSpan.FromSeconds(2));
        var second = AskAsync("grace");
        await _service.AnswerAsync(await _service.TakeAsync(1));
        await second.WaitAsync(Patience, Cancel);

        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first.WaitAsync(Patience, Cancel));
        await _service.AnswerAsync(calls);

        (await _service.Settled.Task.WaitAsync(Patience, Cancel)).UserId.ShouldBe("ada");
        _service.Streams.ShouldBe(1);
    }

    private Task<ReserveResponse> AskAsync(string userId) => _lines.ReserveAsync(new ReserveRequest { UserId = userId }, Cancel);
}
