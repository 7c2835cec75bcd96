using Microsoft.Extensions.Options;
using Text2Llm.ServiceDefaults.Listening;
using Text2Llm.ServiceDefaults.Startup;

namespace Text2Llm.ServiceDefaults.Tests;

public sealed class ServiceStartTests
{
    [Fact]
    public async Task Run_WrongConfiguration_TellsEveryMistakeAndNoStackTrace()
    {
        await using var written = new StringWriter();

        var code = await ServiceStart.RunAsync(
            "Sample",
            async () => await (await SampleService.StartAsync(("Auth:Issuer", "x"), ("Auth:Audience", ""))).DisposeAsync(),
            written);

        code.ShouldBe(2);
        written.ToString().ShouldContain("Sample did not start: its configuration is wrong.");
        written.ToString().ShouldContain("Auth:Issuer is 'x'");
        written.ToString().ShouldContain("Auth:Audience is empty");
        written.ToString().ShouldNotContain("   at ");
    }

    [Fact]
    public void Listening_Wrong_NamesEveryMistake()
    {
        var options = new ListeningOptions { Address = "here", PublicPort = 70000, InternalPort = -1, MetricsPort = -2 };

        new ListeningOptionsValidator().Validate(null, options).Failures!.Count().ShouldBe(4);
        new ListeningOptionsValidator().Validate(null, new ListeningOptions()).ShouldBe(ValidateOptionsResult.Success);
    }
}
