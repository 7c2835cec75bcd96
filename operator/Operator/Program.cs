using Text2Llm.Operator;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.ServiceDefaults.Startup;
using Text2Llm.ServiceDefaults.Telemetry;

return await ServiceStart.RunAsync("Text2Llm.Operator", async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.ListenInternal();
    builder.AddTelemetry("text2llm-operator");
    builder.AddOperator();

    await using var app = builder.Build();
    app.MapOperator();
    await app.RunAsync();
});
