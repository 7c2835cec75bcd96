using Microsoft.Extensions.Options;

namespace Text2Llm.Quota.Tests;

public sealed class CallersOptionsTests
{
    [Theory]
    [InlineData("Callers:Accounts names nobody", "Listen:Address", "0.0.0.0")]
    [InlineData("Callers:Accounts has 'proxy'", "Callers:Accounts:0", "proxy")]
    [InlineData("leave one of them out", "Callers:Anyone", "true", "Callers:Accounts:0", "text2llm:text2llm-proxy")]
    public async Task Start_WhereItIsNotSaidWhoMayCall_Fails(string mistake, params string[] settings)
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() =>
            QuotaServer.StartAsync([.. settings.Chunk(2).Select(setting => (setting[0], (string?)setting[1]))]));

        failure.Failures.ShouldHaveSingleItem().ShouldContain(mistake);
    }

    [Fact]
    public async Task Start_OnEveryAddress_WhereAnyoneMayCall_IsAllowed()
    {
        await using var server = await QuotaServer.StartAsync(("Listen:Address", "127.0.0.2"), ("Callers:Anyone", "true"));
    }
}
