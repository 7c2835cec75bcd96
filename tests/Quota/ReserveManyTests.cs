using Grpc.Core;
using Text2Llm.Protos.V1;

namespace Text2Llm.Quota.Tests;

/// <summary>Many calls decided on over one stream.</summary>
public sealed class ReserveManyTests : IAsyncLifetime
{
    private QuotaServer _service = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _service = await QuotaServer.StartAsync(("Quota:RequestsPerMinute", "1000"), ("Quota:TokensPerDay", "100"));

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Calls_InOneRequest_AreEachDecidedByTheSameLimits()
    {
        using var stream = _service.Client.ReserveMany(cancellationToken: Cancel);
        var request = new ReserveManyRequest();
        request.Calls.AddRange(Enumerable.Range(0, 15).Select(number => Call(number, 10)));
        await stream.RequestStream.WriteAsync(request, Cancel);
        await stream.RequestStream.CompleteAsync();

        var decisions = await ReadAllAsync(stream);

        decisions.Select(decision => decision.Number).Order().ShouldBe(Enumerable.Range(0, 15).Select(number => (long)number));
        decisions.Count(decision => decision.Decision.Reservation is not null).ShouldBe(10);
        decisions.Count(decision => decision.Decision.Refusal?.Reason == RefusalReason.TokensHeld).ShouldBe(5);
    }

    [Fact]
    public async Task Call_WithAMistake_FailsAloneAndSaysWhy()
    {
        using var stream = _service.Client.ReserveMany(cancellationToken: Cancel);
        await stream.RequestStream.WriteAsync(
            new ReserveManyRequest { Calls = { Call(1, -1), new NumberedCall { Number = 2 }, Call(3, 10) } }, Cancel);
        await stream.RequestStream.CompleteAsync();

        var decisions = (await ReadAllAsync(stream)).ToDictionary(decision => decision.Number);

        decisions[1].Failure.Status.ShouldBe((int)StatusCode.InvalidArgument);
        decisions[1].Failure.Message.ShouldContain("estimated_tokens is -1");
        decisions[2].Failure.Message.ShouldContain("user_id has 0 characters");
        decisions[3].Decision.Reservation.Id.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Stream_WhileTheServiceStops_IsEndedWithEverythingAnswered()
    {
        using var stream = _service.Client.ReserveMany(cancellationToken: Cancel);
        await stream.RequestStream.WriteAsync(new ReserveManyRequest { Calls = { Call(1, 10) } }, Cancel);
        (await stream.ResponseStream.MoveNext(Cancel)).ShouldBeTrue();

        var stopping = _service.StopAsync();

        (await stream.ResponseStream.MoveNext(Cancel)).ShouldBeFalse();
        await stopping.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    [Fact]
    public async Task Stream_WhereTheServiceIsAskedToStop_IsServedUntilItsConnectionCloses()
    {
        using var stream = _service.Client.ReserveMany(cancellationToken: Cancel);
        await stream.RequestStream.WriteAsync(new ReserveManyRequest { Calls = { Call(1, 10) } }, Cancel);
        (await stream.ResponseStream.MoveNext(Cancel)).ShouldBeTrue();

        _service.AskToStop();

        await stream.RequestStream.WriteAsync(new ReserveManyRequest { Calls = { Call(2, 10) } }, Cancel);
        (await stream.ResponseStream.MoveNext(Cancel)).ShouldBeTrue();
        stream.ResponseStream.Current.Decisions.Single().Decision.Reservation.Id.ShouldNotBeEmpty();
    }

    private static NumberedCall Call(int number, int tokens) =>
        new() { Number = number, Call = new ReserveRequest { UserId = "ada", EstimatedTokens = tokens } };

    private static async Task<List<NumberedDecision>> ReadAllAsync(AsyncDuplexStreamingCall<ReserveManyRequest, ReserveManyResponse> stream)
    {
        List<NumberedDecision> decisions = [];
        await foreach (var response in stream.ResponseStream.ReadAllAsync(Cancel))
        {
            decisions.AddRange(response.Decisions);
        }

        return decisions;
    }
}
