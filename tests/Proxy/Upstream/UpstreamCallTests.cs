using Microsoft.Extensions.Time.Testing;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.OpenAI;
using Text2Llm.Proxy.Switches;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;
using Text2Llm.ServiceDefaults.Shutdown;

namespace Text2Llm.Proxy.Tests.Upstream;

public sealed class UpstreamCallTests
{
    [Fact]
    public async Task Send_TimeRunningOutWhileARetryIsDecidedOn_EndsAsAnErrorOfTheProviders()
    {
        // Every look at the clock costs a second; there is time for one decision, not for two.
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        var provider = new Provider("test", new ProviderOptions { BaseUrl = "http://127.0.0.1:1" }, OpenAIWire.OpenAI);
        using var connections = new HttpMessageInvoker(new Unreachable());
        using var drain = new Drain();
        using var call = new UpstreamCall(
            connections, provider, ProviderKey.From("key", provider), null, new OnPeriod(), drain, TimeSpan.FromSeconds(3.5), time, CancellationToken.None);

        var sending = call.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1:1/"));
        time.Advance(TimeSpan.FromSeconds(1));

        (await Should.ThrowAsync<CallException>(() => sending)).Error.Reason.ShouldBe(ErrorReason.ProviderUnreachable);
        call.Retries.ShouldBe(1);
    }

    private sealed class Unreachable : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(new HttpRequestException("Nobody is there."));
    }
}
