using System.Net;
using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Switches;
using static Text2Llm.Proxy.Tests.Switches.SwitchesFile;

namespace Text2Llm.Proxy.Tests.Switches;

/// <summary>The watched file, through a proxy that runs.</summary>
public sealed class SwitchWatchTests : IDisposable
{
    private const string Chat = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";

    private readonly SwitchesFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task File_Edited_TakesEffectWithoutRestart()
    {
        await using var proxy = await StartAsync();
        proxy.Log.ShouldContain($"{_file.Path} is not there: it switches nothing off");
        (await StatusAsync(proxy)).ShouldBe(HttpStatusCode.OK);

        _file.Write(Manifest("test", "state: Disabled", "reason: >-", "  They have an outage.", "  See their page!"));
        await LoggedAsync(proxy, $"test is switched off by {_file.Path}");
        using (var refused = await proxy.Client.SendAsync(proxy.Request(Chat), Cancel))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            var error = JsonSerializer.Deserialize<JsonElement>(await refused.Content.ReadAsStringAsync(Cancel)).GetProperty("error");
            error.GetProperty("code").GetString().ShouldBe("PROVIDER_DISABLED");
            error.GetProperty("message").GetString().ShouldBe(
                "Test provider is switched off here: They have an outage. See their page!");
        }

        (await StatusAsync(proxy, "keyless")).ShouldBe(HttpStatusCode.OK);

        _file.Write(Manifest("test", "state: Enabled", "reason: They have an outage."));
        await LoggedAsync(proxy, $"test is no longer switched off by {_file.Path}");
        (await StatusAsync(proxy)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task File_KeyAll_SwitchesEverythingOff()
    {
        _file.Write(Manifest("all", "Disabled"));
        await using var proxy = await StartAsync();

        (await StatusAsync(proxy)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(proxy, "keyless")).ShouldBe(HttpStatusCode.ServiceUnavailable);

        _file.Delete();
        await LoggedAsync(proxy, $"all is no longer switched off by {_file.Path}");
        (await StatusAsync(proxy)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task MountedConfigMap_Swapped_TakesEffect()
    {
        await _file.SwapAsync(("test", "Disabled"));
        await using var proxy = await StartAsync(_file.Mount);
        (await StatusAsync(proxy)).ShouldBe(HttpStatusCode.ServiceUnavailable);

        await _file.SwapAsync(("test", "Enabled"), ("keyless", "state: Disabled\n"));
        await LoggedAsync(proxy, $"keyless is switched off by {_file.Mount}");

        (await StatusAsync(proxy)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(proxy, "keyless")).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task WrongKey_KeepsItsOwnState_WhileOthersChange()
    {
        await _file.SwapAsync(("test", "Disabled"));
        await using var proxy = await StartAsync(_file.Mount);

        await _file.SwapAsync(("test", "state: Enabeld"), ("keyless", "Disabled"), ("tset", "Disabled"));
        await LoggedAsync(proxy, $"keyless is switched off by {_file.Mount}");

        (await StatusAsync(proxy)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(proxy, "keyless")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        proxy.Log.ShouldContain($"The switch test in {_file.Mount} stays as it was: 'state' is 'Enabeld'; it must be Enabled or Disabled");
        proxy.Log.ShouldContain($"The switch tset in {_file.Mount} switches nothing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("kind: Secret")]
    [InlineData("kind: ConfigMap\ndata:\n\ttest: Enabled")]
    [InlineData("kind: ConfigMap\n---\nkind: ConfigMap")]
    public async Task WrongFile_KeepsTheLastState(string text)
    {
        _file.Write(Manifest("test", "Disabled"));
        await using var proxy = await StartAsync();

        _file.Write(text);
        await LoggedAsync(proxy, $"The switches in {_file.Path} stay as they were");

        (await StatusAsync(proxy)).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task FileTooLarge_KeepsTheLastState()
    {
        _file.Write(Manifest("test", "Disabled"));
        await using var proxy = await StartAsync();

        _file.Write("kind: ConfigMap\n#" + new string('x', 256 * 1024));
        await LoggedAsync(proxy, "it cannot be read: It is larger than 262144 bytes");

        (await StatusAsync(proxy)).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Start_WrongFile_NamesEveryMistake()
    {
        _file.Write(Manifest("test", "state: Off", "until: tomorrow", "why: because"));

        var failure = await Should.ThrowAsync<OptionsValidationException>(() => StartAsync());

        failure.Failures.Single().ShouldBe(
            $"Switches:File {_file.Path}, key test: 'state' is 'Off'; it must be Enabled or Disabled; 'until' is 'tomorrow'; it must be a time "
            + "as 2026-01-31T18:00:00Z; 'why' is no field of a switch; it has state, streams, reason and until.");
    }

    [Fact]
    public async Task Sources_OneSaysOff_ItIsOff()
    {
        _file.Write(Manifest("test", "Enabled"));
        await using var proxy = await StartAsync(_file.Path, ("PROXY_DISABLE_TEST", "true"));

        (await StatusAsync(proxy)).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Until_Comes_EndsTheSwitch()
    {
        // Ahead of the true time, so that the deadlines which the proxy sets for its own calls by this clock have not passed.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(1));
        var until = time.GetUtcNow().AddMinutes(10);
        _file.Write(Manifest("test", "state: Disabled", $"until: {until:O}", "reason: An update."));
        await using var proxy = await ProxyServer.StartAsync(time, ("Switches:File", _file.Path));

        using (var refused = await proxy.Client.SendAsync(proxy.Request(Chat), Cancel))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromMinutes(10));
            (await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain(
                $"Test provider is switched off here until {until:yyyy-MM-dd HH:mm:ss} UTC: An update.");
        }

        var overGrpc = await Should.ThrowAsync<RpcException>(() => ChatOverGrpcAsync(proxy));
        overGrpc.StatusCode.ShouldBe(StatusCode.Unavailable);
        var status = overGrpc.GetRpcStatus()!;
        var info = status.GetDetail<ErrorInfo>()!;
        (info.Reason, info.Metadata["provider"], info.Metadata["reason"]).ShouldBe(("PROVIDER_DISABLED", "test", "An update."));
        DateTimeOffset.Parse(info.Metadata["until"], null).ShouldBe(until);
        status.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan().ShouldBe(TimeSpan.FromMinutes(10));

        time.Advance(TimeSpan.FromMinutes(10));

        (await StatusAsync(proxy)).ShouldBe(HttpStatusCode.OK);
        proxy.Log.ShouldContain($"test is no longer switched off by {_file.Path}: the time set for it has come");
    }

    [Fact]
    public async Task Look_FileStillBeingWritten_WaitsForItToRest()
    {
        _file.Write(Manifest("test", "Disabled"));
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Switches:File"] = _file.Path, ["Providers:test:BaseUrl"] = "x" })
            .Build();
        await using var services = new ServiceCollection()
            .AddLogging().AddMetrics().AddSwitches(configuration).AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System)
            .BuildServiceProvider();
        var switches = services.GetRequiredService<ProviderSwitches>();
        using var watch = services.GetServices<IHostedService>().OfType<SwitchWatch>().Single();
        Look(2);
        switches.Find("test").ShouldNotBeNull();

        _file.Write("kind: ConfigMap\n");
        Look(1);
        _file.Write(Manifest("test", "state: Disabled", "reason: written whole"));
        Look(1);
        switches.Find("test").ShouldNotBeNull().Reason.ShouldBeEmpty();
        Look(1);
        switches.Find("test").ShouldNotBeNull().Reason.ShouldBe("written whole");

        void Look(int times)
        {
            for (var look = 0; look < times; look++)
            {
                watch.Look();
            }
        }
    }

    private static async Task ChatOverGrpcAsync(ProxyServer proxy)
    {
        using var channel = GrpcChannel.ForAddress(proxy.Address);
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(
            new StreamChatRequest { Model = "m" },
            new Metadata { { "authorization", $"Bearer {proxy.Issuer.TokenFor("ada")}" }, { "x-provider", "test" } },
            cancellationToken: Cancel);
        await call.ResponseStream.MoveNext(Cancel);
    }

    private static async Task<HttpStatusCode> StatusAsync(ProxyServer proxy, string provider = "test")
    {
        using var response = await proxy.Client.SendAsync(proxy.Request(Chat, provider), Cancel);
        return response.StatusCode;
    }

    private static Task LoggedAsync(ProxyServer proxy, string text) =>
        Eventually.BecomesTrueAsync(() => proxy.Log.Contains(text, StringComparison.Ordinal), () => $"it was never logged: {text}");

    private Task<ProxyServer> StartAsync(string? path = null, params IEnumerable<(string, string)> settings) =>
        ProxyServer.StartAsync([("Switches:File", path ?? _file.Path), .. settings]);
}
