using Text2Llm.Quota;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.ServiceDefaults.Startup;
using Text2Llm.ServiceDefaults.Telemetry;

return await ServiceStart.RunAsync("Text2Llm.Quota", async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.ListenInternal();
    builder.AddTelemetry("text2llm-quota");
    builder.AddQuota();

    await using var app = builder.Build();
    app.MapQuota();
    await app.RunAsync();
});
