using System.Net;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Kubernetes.Tokens;

namespace Text2Llm.Kubernetes.Tests.Tokens;

public sealed class ProjectedTokenHandlerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Request_ShowsTheToken_AndTheRenewedOneSoonAfter()
    {
        using var inner = new Echo();
        using var handler = new ProjectedTokenHandler(_file, _time) { InnerHandler = inner };
        using var client = new HttpMessageInvoker(handler);
        await File.WriteAllTextAsync(_file, "first\n", TestContext.Current.CancellationToken);
        (await ShownAsync(client)).ShouldBe("Bearer first");

        await File.WriteAllTextAsync(_file, "second\n", TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(1));
        (await ShownAsync(client)).ShouldBe("Bearer second");
    }

    private static async Task<string?> ShownAsync(HttpMessageInvoker client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://service");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.RequestMessage!.Headers.Authorization!.ToString();
    }

    private sealed class Echo : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request });
    }
}
