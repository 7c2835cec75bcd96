using System.Net;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.ServiceDefaults.Tests;

/// <summary>The port of metrics and health, and that it and the public one have nothing in common.</summary>
public sealed class OperationsServerTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private SampleService _service = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await StartAsync(0);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Metrics_Asked_AreThere()
    {
        (await _client.GetStringAsync(new Uri(_service.OperationsAddress!, "metrics"), Cancel)).ShouldContain("# TYPE dotnet_");
    }

    [Theory]
    [InlineData("health/live")]
    [InlineData("health/ready")]
    public async Task Health_OfARunningService_IsOk(string path)
    {
        (await _client.GetStringAsync(new Uri(_service.OperationsAddress!, path), Cancel)).ShouldBe("""{"status":"ok","failing":[]}""");
    }

    [Theory]
    [InlineData("metrics")]
    [InlineData("health/live")]
    [InlineData("health/ready")]
    public async Task PublicPort_DoesNotServeWhatIsTheOperators_WhateverTheHostHeaderSays(string path)
    {
        var status = await StatusAsync(_service.PublicAddress, path, host: _service.OperationsAddress!.Authority);

        status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("protocol")]
    [InlineData("health")]
    public async Task OperationsPort_DoesNotServeWhatIsPublic_WhateverTheHostHeaderSays(string path)
    {
        var status = await StatusAsync(_service.OperationsAddress!, path, host: _service.PublicAddress.Authority);

        status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Start_PortTaken_SaysWhichSettingChoosesAnother()
    {
        await using var written = new StringWriter();

        var code = await ServiceStart.RunAsync(
            "Sample",
            async () => await (await StartAsync(_service.OperationsAddress!.Port)).DisposeAsync(),
            written);

        code.ShouldBe(ServiceStart.AddressUnavailable);
        written.ToString().ShouldContain($":{_service.OperationsAddress!.Port}");
        written.ToString().ShouldContain("Listen:MetricsPort");
    }

    [Fact]
    public async Task TurnedOff_OpensNoPort()
    {
        await using var service = await StartAsync(-1);

        service.OperationsAddress.ShouldBeNull();
        (await StatusAsync(service.PublicAddress, "health")).ShouldBe(HttpStatusCode.OK);
    }

    private static Task<SampleService> StartAsync(int metricsPort) =>
        SampleService.StartAsync(("Auth:Issuer", "https://issuer.example/auth/v1"), ("Listen:MetricsPort", $"{metricsPort}"));

    private async Task<HttpStatusCode> StatusAsync(Uri address, string path, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.Host = host;
        using var response = await _client.SendAsync(request, Cancel);
        return response.StatusCode;
    }
}
