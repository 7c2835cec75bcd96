using Text2Llm.Proxy;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.ServiceDefaults.Startup;

return await ServiceStart.RunAsync("Text2Llm.Proxy", async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.ListenPublic();
    builder.Logging.AddQuietFrameworks();
    builder.AddProxy();

    await using var app = builder.Build();
    app.MapProxy();
    await app.RunAsync();
});
