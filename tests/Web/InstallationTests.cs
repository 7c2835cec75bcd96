using Microsoft.Extensions.Configuration;

namespace Text2Llm.Web.Tests;

public sealed class InstallationTests
{
    private static readonly Uri PageUrl = new("https://chat.example/");

    [Fact]
    public void From_NothingConfigured_IsThePagesOwnOrigin() =>
        From().ShouldBe(new Installation(PageUrl, PageUrl, null));

    [Fact]
    public void From_Addresses_AreTaken() =>
        From(("ProxyUrl", "https://proxy.example"), ("AuthUrl", "https://auth.example/base/"), ("AuthKey", "anon"))
            .ShouldBe(new Installation(new Uri("https://proxy.example/"), new Uri("https://auth.example/base/"), "anon"));

    [Fact]
    public void From_TwoThatAreNoAddresses_NamesBoth()
    {
        var error = Should.Throw<InvalidOperationException>(() => From(("ProxyUrl", "proxy"), ("AuthUrl", "ftp://auth")));

        error.Message.ShouldContain("Text2Llm:ProxyUrl");
        error.Message.ShouldContain("Text2Llm:AuthUrl");
    }

    private static Installation From(params (string Name, string Value)[] settings) => Installation.From(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Text2Llm:{setting.Name}", (string?)setting.Value)))
            .Build(),
        PageUrl);
}
