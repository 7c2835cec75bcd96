using System.Net;
using System.Net.Http.Headers;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Text2Llm.ServiceDefaults.Tests;

/// <summary>What callers and operators meet while a service stops.</summary>
public sealed class ShutdownTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private SampleService _service = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _service = await SampleService.StartAsync(("Auth:Issuer", "https://issuer.example/auth/v1"), ("Listen:MetricsPort", "0"));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Stopping_WhileACallIsUnderWay_FinishesItAndRefusesOthers()
    {
        using var held = await _client.GetAsync(new Uri(_service.PublicAddress, "held"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        var stopping = _service.StopAsync();

        using var late = await _client.GetAsync(new Uri(_service.PublicAddress, "protocol"), Cancel);
        late.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        late.Headers.ConnectionClose.ShouldBe(true);
        late.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await late.Content.ReadAsStringAsync(Cancel)).ShouldContain("SERVER_SHUTTING_DOWN");
        (await StatusAsync(_service.PublicAddress, "health")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(_service.OperationsAddress!, "health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(_service.OperationsAddress!, "health/live")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(_service.OperationsAddress!, "metrics")).ShouldBe(HttpStatusCode.OK);
        stopping.IsCompleted.ShouldBeFalse();

        _service.Release();
        (await held.Content.ReadAsStringAsync(Cancel)).ShouldBe("begun ended");
        await stopping;
    }

    [Fact]
    public async Task Stopping_OverGrpc_IsNotServingAndUnavailable()
    {
        using var held = await _client.GetAsync(new Uri(_service.PublicAddress, "held"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var channel = GrpcChannel.ForAddress(_service.PublicAddress);
        var stopping = _service.StopAsync();

        var health = await new Grpc.Health.V1.Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Cancel);
        using var content = new ByteArrayContent([]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var refused = await _client.PostAsync(new Uri(_service.PublicAddress, "protocol"), content, Cancel);

        health.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.NotServing);
        refused.Headers.GetValues("grpc-status").ShouldBe(["14"]);
        Uri.UnescapeDataString(refused.Headers.GetValues("grpc-message").Single()).ShouldContain("shutting down");
        _service.Release();
        await stopping;
    }

    private async Task<HttpStatusCode> StatusAsync(Uri address, string path)
    {
        using var response = await _client.GetAsync(new Uri(address, path), Cancel);
        return response.StatusCode;
    }
}
