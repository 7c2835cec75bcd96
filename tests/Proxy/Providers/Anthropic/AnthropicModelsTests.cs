using System.Text;
using Google.Protobuf.WellKnownTypes;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.Anthropic;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Tests.Providers.Anthropic;

public sealed class AnthropicModelsTests
{
    private static readonly AnthropicModels Adapter = new();

    [Fact]
    public void Create_Request_AsksForOneLongPage()
    {
        var provider = new Provider("a", new ProviderOptions { BaseUrl = "https://api.anthropic.com/v1" }, new("anthropic", new AnthropicChat()));

        using var request = Adapter.CreateRequest(provider, ProviderKey.From("sk-ant-test", provider));

        (request.Method, request.RequestUri).ShouldBe((HttpMethod.Get, new Uri("https://api.anthropic.com/v1/models?limit=1000")));
        request.Headers.GetValues("x-api-key").ShouldBe(["sk-ant-test"]);
    }

    [Fact]
    public void Read_List_GivesWhatIsKnownOfEachModel()
    {
        var models = Adapter.Read("""
            {"data":[{"type":"model","id":"claude-opus-5","display_name":"Claude Opus 5","created_at":"2026-07-01T00:00:00Z",
              "max_input_tokens":1000000,"max_tokens":128000},
             {"type":"model","id":"claude-old","display_name":"Old","created_at":"1970-01-01T00:00:00Z"}],"has_more":false}
            """u8);

        models.ShouldBe(
        [
            new Model
            {
                Id = "claude-opus-5",
                DisplayName = "Claude Opus 5",
                ContextTokens = 1_000_000,
                MaxOutputTokens = 128_000,
                CreatedAt = new Timestamp { Seconds = 1_782_864_000 },
            },
            new Model { Id = "claude-old", DisplayName = "Old" },
        ]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":7}""")]
    [InlineData("oops")]
    public void Read_NoList_IsAFault(string answer) =>
        Should.Throw<ProviderFaultException>(() => Adapter.Read(Encoding.UTF8.GetBytes(answer)));
}
