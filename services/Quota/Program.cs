using Text2Llm.Quota;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.ServiceDefaults.Startup;

return await ServiceStart.RunAsync("Text2Llm.Quota", async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.ListenInternal();
    builder.Logging.AddQuietFrameworks();
    builder.AddQuota();

    await using var app = builder.Build();
    app.MapQuota();
    await app.RunAsync();
});
