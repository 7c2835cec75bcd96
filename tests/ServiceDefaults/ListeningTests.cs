using System.Net;
using System.Net.Sockets;
using System.Text;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Text2Llm.ServiceDefaults.Tests;

/// <summary>One public port without TLS for HTTP/1.1 and HTTP/2.</summary>
public sealed class ListeningTests : IAsyncLifetime
{
    private SampleService _service = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await SampleService.StartAsync(("Auth:Issuer", "https://issuer.example/auth/v1"));

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("1.1", "HTTP/1.1")]
    [InlineData("2.0", "HTTP/2")]
    public async Task PublicPort_TakesBothProtocols(string version, string expected)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_service.PublicAddress, "protocol"))
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await client.SendAsync(request, Cancel);

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe(expected);
    }

    [Fact]
    public async Task PublicPort_RequestInSingleBytes_IsAnswered()
    {
        (await SendInBytesAsync("GET /protocol HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).ShouldContain("200 OK");
    }

    [Fact]
    public async Task PublicPort_RequestThatBeginsAsThePrefaceDoes_IsHttp1()
    {
        (await SendInBytesAsync("PRI /protocol HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 401");
    }

    [Fact]
    public async Task PublicPort_TellsItsHealthOverGrpc()
    {
        using var channel = GrpcChannel.ForAddress(_service.PublicAddress);

        var health = await new Grpc.Health.V1.Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Cancel);

        health.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
    }

    [Fact]
    public async Task Fault_OfOurs_KeepsItsDetails()
    {
        using var client = new HttpClient();

        using var response = await client.GetAsync(new Uri(_service.PublicAddress, "fault"), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldNotContain("nobody's business");
    }

    private async Task<string> SendInBytesAsync(string request)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, _service.PublicAddress.Port, Cancel);
        await using var stream = client.GetStream();
        foreach (var one in Encoding.ASCII.GetBytes(request))
        {
            await stream.WriteAsync(new[] { one }, Cancel);
            await stream.FlushAsync(Cancel);
        }

        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancel);
    }
}
