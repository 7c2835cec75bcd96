using System.Text;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Tests.Providers.OpenAI;

public sealed class OpenAIModelsTests
{
    [Fact]
    public void CreateRequest_List_IsAskedForWithTheKeyInTheHeader()
    {
        var provider = WireUnderTest.Provider("groq");

        using var request = provider.Wire.Models!.CreateRequest(provider, ProviderKey.From("sk-test", provider));

        request.Method.ShouldBe(HttpMethod.Get);
        request.RequestUri.ShouldBe(new Uri("https://api.example/v1/models"));
        request.Headers.Authorization!.ToString().ShouldBe("Bearer sk-test");
    }

    [Theory]
    [InlineData("""{"object":"list","data":[{"id":"b","object":"model","created":1700000000,"owned_by":"openai"},{"id":"a"}]}""", "a||||| b|||||openai@1700000000")]
    [InlineData("""{"data":[{"id":"x/y","name":"Y","created":1,"context_length":9,"top_provider":{"context_length":9,"max_completion_tokens":4}}]}""", "x/y|Y|9|4||@1")]
    [InlineData("""{"data":[{"id":"x/y","name":"x/y","context_length":null,"top_provider":{"max_completion_tokens":null}}]}""", "x/y|||||")]
    [InlineData("""{"data":[{"id":"g","active":true,"context_window":9,"max_completion_tokens":4},{"id":"off","active":false}]}""", "g||9|4||")]
    [InlineData("""[{"id":"t","display_name":"T","organization":"Meta","context_length":9,"created":0}]""", "t|T|9|||Meta")]
    [InlineData("""{"data":[{"id":"m","name":"m","max_context_length":9},{"id":"m"},{"id":""},7,{"id":null}]}""", "m||9|||")]
    [InlineData("""{"data":[{"id":"v","max_model_len":9.5,"created":1e30}]}""", "v|||||")]
    public void Read_List_IsTheHouses(string answer, string models)
    {
        string.Join(' ', Read(answer).Select(Tell)).ShouldBe(models);
    }

    [Theory]
    [InlineData("""{"models":[]}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("7")]
    [InlineData("<html>")]
    public void Read_WhatIsNoList_IsTheProvidersFault(string answer)
    {
        Should.Throw<ProviderFaultException>(() => Read(answer));
    }

    private static IReadOnlyList<Model> Read(string answer) => WireUnderTest.Named("openai").Models!.Read(Encoding.UTF8.GetBytes(answer));

    private static string Tell(Model model) =>
        $"{model.Id}|{model.DisplayName}|{(model.HasContextTokens ? model.ContextTokens : null)}|{(model.HasMaxOutputTokens ? model.MaxOutputTokens : null)}"
        + $"||{model.OwnedBy}{(model.CreatedAt is { } created ? $"@{created.Seconds}" : "")}";
}
