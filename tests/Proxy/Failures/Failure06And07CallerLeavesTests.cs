using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Failures;

/// <summary>
/// Failures 6 and 7: a caller who leaves takes the provider's call along, on every surface and for every wire format, whenever it is; what was
/// written until then is charged, and nothing is read on in the background.
/// </summary>
public sealed class Failure06And07CallerLeavesTests : IAsyncLifetime
{
    private const long Day = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private AnyProvider _provider = null!;
    private ProxyServer _proxy = null!;

    public static TheoryData<Surface, string> Everywhere => [.. from surface in Enum.GetValues<Surface>()
        from wire in AnyProvider.Wires
        select (surface, wire)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await AnyProvider.StartAsync();
        _proxy = await ProxyServer.StartAsync([.. _provider.Settings, ("Proxy:StreamTimeout", "00:01:00")]);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task BeforeTheFirstToken_CancelsTheProvidersCallAndCostsNothing(Surface surface, string wire)
    {
        using var call = Call.Begin(_proxy, surface, wire);
        await AskedAsync();

        await call.LeaveAsync();

        await _provider.CallerLeft.WaitAsync(Patience, Cancel);
        await _proxy.SettledAsync("ada", Day);
        ShouldBeQuiet();
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task MidStream_CancelsTheProvidersCallAndPaysForWhatCame(Surface surface, string wire)
    {
        _provider.Answer = async context =>
        {
            await AnyProvider.BeginAsync(context, wire, new string('x', 400));
            await ProviderServer.NeverAnswerAsync(context);
        };
        using var call = Call.Begin(_proxy, surface, wire);
        await call.FirstAsync();

        await call.LeaveAsync();

        await _provider.CallerLeft.WaitAsync(Patience, Cancel);

        // The prompt, of which only its words are counted where it passes, and the 400 letters of the answer.
        await _proxy.SettledAsync("ada", Day - (surface == Surface.Http && wire == AnyProvider.OpenAI ? 4 : 5) - 100);
        ShouldBeQuiet();
    }

    [Theory]
    [InlineData(AnyProvider.OpenAI)]
    [InlineData(AnyProvider.Anthropic)]
    [InlineData(AnyProvider.Gemini)]
    [InlineData(AnyProvider.Bedrock)]
    public async Task WaitingForAWholeAnswer_CancelsTheProvidersCall(string wire)
    {
        using var leaving = new CancellationTokenSource();
        var call = _proxy.Client.SendAsync(
            _proxy.Request("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""", wire, "sk-1234567890:abcdefghij"), leaving.Token);
        await AskedAsync();

        await leaving.CancelAsync();

        await _provider.CallerLeft.WaitAsync(Patience, Cancel);
        await Should.ThrowAsync<OperationCanceledException>(call);
        await _proxy.SettledAsync("ada", Day);
        ShouldBeQuiet();
    }

    [Theory]
    [InlineData(Surface.Http)]
    [InlineData(Surface.Grpc)]
    [InlineData(Surface.GrpcWeb)]
    public async Task BetweenRetries_EndsTheCallAndTheProviderIsNotAskedAgain(Surface surface)
    {
        _provider.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "9";
            return ProviderServer.AnswerJsonAsync(context, "{}", 503);
        };
        using var call = Call.Begin(_proxy, surface, AnyProvider.OpenAI);
        await AskedAsync();

        await call.LeaveAsync();

        await Eventually.BecomesTrueAsync(() => _proxy.UsageEvents.Count == 1, () => "the call goes on");
        await _proxy.SettledAsync("ada", Day);
        _provider.Requests.ShouldHaveSingleItem();
        ShouldBeQuiet();
    }

    [Theory]
    [InlineData(AnyProvider.OpenAI)]
    [InlineData(AnyProvider.Gemini)]
    public async Task Embeddings_CancelTheProvidersCallToo(string provider)
    {
        using var leaving = new CancellationTokenSource();
        using var request = _proxy.Request("""{"model":"m","input":"Hi"}""", provider);
        request.RequestUri = new Uri("/v1/proxy/embeddings", UriKind.Relative);
        var call = _proxy.Client.SendAsync(request, leaving.Token);
        await AskedAsync();

        await leaving.CancelAsync();

        await _provider.CallerLeft.WaitAsync(Patience, Cancel);
        await Should.ThrowAsync<OperationCanceledException>(call);
        await _proxy.SettledAsync("ada", Day);
        ShouldBeQuiet();
    }

    [Fact]
    public async Task Models_CancelTheProvidersCallToo()
    {
        using var leaving = new CancellationTokenSource();
        using var channel = Call.ChannelTo(_proxy.Address, Surface.Grpc);
        using var call = new ChatService.ChatServiceClient(channel).ListModelsAsync(
            new ListModelsRequest(), Call.HeadersOf(_proxy, AnyProvider.Anthropic, "sk-test"), cancellationToken: leaving.Token);
        await AskedAsync();

        await leaving.CancelAsync();

        await _provider.CallerLeft.WaitAsync(Patience, Cancel);
        ShouldBeQuiet();
    }

    private Task AskedAsync() => Eventually.BecomesTrueAsync(() => !_provider.Requests.IsEmpty, () => "the provider was not asked");

    /// <summary>A caller who leaves is no fault of anybody's.</summary>
    private void ShouldBeQuiet()
    {
        _proxy.Log.ShouldNotContain("Error ");
        _proxy.Log.ShouldNotContain("Warning ");
    }
}
