using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;
using Text2Llm.Web.SignIn;

namespace Text2Llm.Web.Tests.Lab;

/// <summary>The page in a browser, with an installation's services behind it.</summary>
internal sealed class Page : IAsyncDisposable
{
    private Page(Services services, string? authKey)
    {
        Services = services;
        var installation = new Installation(services.Address, services.Address, authKey);
        Context.Services
            .AddInstallation(installation)
            .AddBrowser()
            .AddSignIn()
            .AddProviders()
            .AddChat()
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(Time))
            .Replace(ServiceDescriptor.Singleton<IJSRuntime>(Browser));
    }

    public Services Services { get; }

    public Browser Browser { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));

    public BunitContext Context { get; } = new();

    public Account Account => Get<Account>();

    public NavigationManager Navigation => Get<NavigationManager>();

    public static async Task<Page> OpenAsync(string? authKey = null) => new(await Services.StartAsync(), authKey);

    /// <summary>A page on which a guest is signed in.</summary>
    public static async Task<Page> OpenAsGuestAsync()
    {
        var page = await OpenAsync();
        await page.Account.TryWithoutAccountAsync(CancellationToken.None);
        return page;
    }

    public T Get<T>()
        where T : notnull => Context.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await Services.DisposeAsync();
    }
}
