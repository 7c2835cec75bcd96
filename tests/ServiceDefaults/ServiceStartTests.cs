using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.ServiceDefaults.Tests;

public sealed class ServiceStartTests
{
    [Fact]
    public async Task Run_WrongConfiguration_TellsEveryMistakeAndNoStackTrace()
    {
        var before = Console.Error;
        using var written = new StringWriter();
        Console.SetError(written);
        try
        {
            var code = await ServiceStart.RunAsync("Sample", async () =>
            {
                await using var service = await SampleService.StartAsync(("Auth:Issuer", "x"), ("Auth:Audience", ""));
            });

            code.ShouldBe(2);
        }
        finally
        {
            Console.SetError(before);
        }

        written.ToString().ShouldContain("Sample did not start: its configuration is wrong.");
        written.ToString().ShouldContain("Auth:Issuer is 'x'");
        written.ToString().ShouldContain("Auth:Audience is empty");
        written.ToString().ShouldNotContain("   at ");
    }

    [Fact]
    public void Listening_Wrong_NamesEveryMistake()
    {
        var options = new ListeningOptions { Address = "here", PublicPort = 70000, InternalPort = -1 };

        new ListeningOptionsValidator().Validate(null, options).Failures!.Count().ShouldBe(3);
        new ListeningOptionsValidator().Validate(null, new ListeningOptions { PublicPort = 80, InternalPort = 80 }).Failed.ShouldBeTrue();
        new ListeningOptionsValidator().Validate(null, new ListeningOptions()).ShouldBe(ValidateOptionsResult.Success);
    }
}
