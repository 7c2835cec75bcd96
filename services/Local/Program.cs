using Text2Llm.Local.Hosting;
using Text2Llm.ServiceDefaults.Startup;

if (args.Any(argument => argument is "--help" or "-h" or "-?"))
{
    Console.WriteLine("""
        Runs all of Text2Llm in one process, on this computer only.

          --port N     the port on localhost (8080; 0 lets the system choose)
          --data DIR   the folder that keeps who signed in

        Every other setting is --Section:Key VALUE, for instance --Providers:acme:BaseUrl https://api.acme.example/v1
        """);
    return 0;
}

return await ServiceStart.RunAsync("Text2Llm", async () =>
{
    await using var host = await LocalHost.StartAsync(args);
    Console.WriteLine($"Text2Llm is running on {host.Address.GetLeftPart(UriPartial.Authority)} (Ctrl+C stops it).");
    await host.WaitForShutdownAsync();
});
