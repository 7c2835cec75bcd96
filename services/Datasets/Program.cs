using Text2Llm.Datasets;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.ServiceDefaults.Startup;
using Text2Llm.ServiceDefaults.Telemetry;

return await ServiceStart.RunAsync("Text2Llm.Datasets", async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.ListenInternal();
    builder.AddTelemetry("text2llm-datasets");
    builder.AddDatasets();

    await using var app = builder.Build();
    app.MapDatasets();
    await app.RunAsync();
});
