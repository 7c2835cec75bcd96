using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Text2Llm.Web;
using Text2Llm.Web.SignIn;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.Services
    .AddInstallation(Installation.From(builder.Configuration, new Uri(builder.HostEnvironment.BaseAddress)))
    .AddBrowser()
    .AddSignIn()
    .AddProviders()
    .AddChat();

await using var host = builder.Build();

// The loading screen stays until it is known who is here, so that nobody sees the sign-in page flash by.
await host.Services.GetRequiredService<Account>().RestoreAsync(CancellationToken.None);
await host.RunAsync();
