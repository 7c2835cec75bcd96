using Text2Llm.Local.Hosting;
using Text2Llm.ServiceDefaults.Startup;

if (LocalArguments.AskForHelp(args))
{
    Console.WriteLine(LocalArguments.Help);
    return 0;
}

return await ServiceStart.RunAsync("Text2Llm", async () =>
{
    await using var host = await LocalHost.StartAsync(args);
    Console.WriteLine($"Text2Llm is running on {host.Address.GetLeftPart(UriPartial.Authority)} (Ctrl+C stops it).");
    await host.WaitForShutdownAsync();
});
