using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Text2Llm.Ledger;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Metering.Events;
using Text2Llm.Quota;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.ServiceDefaults.Telemetry;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests;

/// <summary>
/// The proxy with its neighbours: an issuer of tokens, a provider, and where a test wants it the quota service, each a real server on loopback.
/// </summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    private readonly WebApplication? _quota;
    private readonly WebApplication _proxy;
    private readonly KeepingLogger _log;

    private ProxyServer(WebApplication? quota, WebApplication proxy, ProviderServer provider, TokenIssuer issuer, KeepingLogger log)
    {
        (_quota, _proxy, Provider, Issuer, _log) = (quota, proxy, provider, issuer, log);
        Address = LoopbackServer.AddressesOf(proxy)[1];
        Client = new HttpClient { BaseAddress = Address };
    }

    public ProviderServer Provider { get; }

    public TokenIssuer Issuer { get; }

    /// <summary>The public address.</summary>
    public Uri Address { get; }

    /// <summary>The address of metrics and health; there where a test sets <c>Listen:MetricsPort</c>.</summary>
    public Uri OperationsAddress => _proxy.Services.GetRequiredService<OperationsServer>().Address!;

    /// <summary>The quota service's address; null where the proxy decides itself.</summary>
    public Uri? QuotaAddress => _quota is null ? null : LoopbackServer.AddressesOf(_quota)[0];

    /// <summary>A plain HTTP client of it.</summary>
    public HttpClient Client { get; }

    /// <summary>The usage events of the calls that ended, oldest first.</summary>
    public IReadOnlyList<UsageEvent> UsageEvents => _proxy.Services.GetRequiredService<MemoryUsageEvents>().Newest;

    /// <summary>Everything that the proxy logged, and the quota service where there is one, at every level.</summary>
    public string Log => string.Join('\n', _log.Lines);

    /// <summary>Starts a proxy that decides on quota itself.</summary>
    public static Task<ProxyServer> StartAsync(params IEnumerable<(string Key, string Value)> settings) => StartAsync(TimeProvider.System, settings);

    /// <summary>Starts a proxy that decides on quota itself, by a clock of the test's own.</summary>
    public static Task<ProxyServer> StartAsync(TimeProvider clock, params IEnumerable<(string Key, string Value)> settings) =>
        StartAsync(clock, quotaClock: null, settings);

    /// <summary>Starts a proxy that asks a quota service.</summary>
    public static Task<ProxyServer> StartWithQuotaServiceAsync(params IEnumerable<(string Key, string Value)> settings) =>
        StartWithQuotaServiceAsync(TimeProvider.System, settings);

    /// <summary>Starts a proxy that asks a quota service with a clock of the test's own.</summary>
    public static Task<ProxyServer> StartWithQuotaServiceAsync(TimeProvider quotaClock, params IEnumerable<(string Key, string Value)> settings) =>
        StartAsync(TimeProvider.System, quotaClock, settings);

    private static async Task<ProxyServer> StartAsync(
        TimeProvider clock, TimeProvider? quotaClock, IEnumerable<(string Key, string Value)> settings)
    {
        var issuer = await TokenIssuer.StartAsync();
        var provider = await ProviderServer.StartAsync();
        var log = new KeepingLogger();
        var quota = quotaClock is null ? null : await StartQuotaAsync(settings.Where(IsQuotas), quotaClock, log);
        var proxy = Create(quota is null ? settings : settings.Where(setting => !IsQuotas(setting)), log, new()
        {
            ["Auth:Issuer"] = issuer.Issuer,
            // Time enough for a machine that runs every other test meanwhile.
            ["Proxy:QuotaTimeout"] = "00:00:30",
            ["Proxy:QuotaAddress"] = quota is null ? null : LoopbackServer.AddressesOf(quota)[0].ToString(),
            ["Providers:test:BaseUrl"] = provider.BaseAddress.ToString(),
            ["Providers:test:DisplayName"] = "Test provider",
            ["Providers:keyless:BaseUrl"] = provider.BaseAddress.ToString(),
            ["Providers:keyless:KeyRequired"] = "false",
        });
        proxy.WebHost.ListenPublic();
        proxy.Services.AddSingleton(clock);
        if (proxy.Configuration["Listen:MetricsPort"] is not null)
        {
            proxy.AddTelemetry("text2llm-proxy");
        }

        proxy.AddProxy();
        var app = proxy.Build();
        app.MapProxy();
        await app.StartAsync();
        return new ProxyServer(quota, app, provider, issuer, log);
    }

    /// <summary>A request for a chat completion, complete but for what a test changes.</summary>
    public HttpRequestMessage Request(string body, string? provider = "test", string? key = "sk-test", string? user = "ada")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/proxy/chat/completions")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (user is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Issuer.TokenFor(user));
        }

        if (provider is not null)
        {
            request.Headers.Add("x-provider", provider);
        }

        if (key is not null)
        {
            request.Headers.Add("x-provider-key", key);
        }

        return request;
    }

    /// <summary>Waits until a user has so many tokens left today: the settlements of their calls have arrived.</summary>
    public async Task SettledAsync(string userId, long remaining)
    {
        long now = -1;
        await Eventually.BecomesTrueAsync(
            async () => (now = await TokensLeftAsync(userId)) == remaining, () => $"{now} tokens remain; {remaining} were expected");
    }

    /// <summary>The tokens that a user has left today, neither used nor held.</summary>
    public async Task<long> TokensLeftAsync(string userId)
    {
        // Asking for nothing costs no tokens, and tells where the user stands even when refused.
        var quota = (_quota ?? _proxy).Services.GetRequiredService<IQuota>();
        var response = await quota.ReserveAsync(new ReserveRequest { UserId = userId }, TestContext.Current.CancellationToken);
        return response.Limits.Single(limit => limit.Name == "daily").Remaining;
    }

    /// <summary>A part of the proxy, for what no caller is told.</summary>
    public T Part<T>()
        where T : notnull =>
        _proxy.Services.GetRequiredService<T>();

    /// <summary>Stops the proxy as a deploy does; its neighbours go on.</summary>
    public Task StopAsync() => _proxy.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _proxy.StopAsync();
        await _proxy.DisposeAsync();
        if (_quota is not null)
        {
            await _quota.StopAsync();
            await _quota.DisposeAsync();
        }

        await Provider.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    private static async Task<WebApplication> StartQuotaAsync(
        IEnumerable<(string Key, string Value)> settings, TimeProvider clock, KeepingLogger log)
    {
        var builder = Create(settings, log, []);
        builder.WebHost.ListenInternal();
        builder.Services.AddSingleton(clock);
        builder.AddQuota();
        var app = builder.Build();
        app.MapQuota();
        await app.StartAsync();
        return app;
    }

    private static bool IsQuotas((string Key, string Value) setting) => setting.Key.StartsWith("Quota:", StringComparison.Ordinal);

    private static WebApplicationBuilder Create(
        IEnumerable<(string Key, string Value)> settings, KeepingLogger log, Dictionary<string, string?> own)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        own["Listen:PublicPort"] = own["Listen:InternalPort"] = "0";
        foreach (var (key, value) in settings)
        {
            own[key] = value;
        }

        builder.Configuration.AddInMemoryCollection(own);
        return builder;
    }

    private sealed class KeepingLogger : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
