using System.Text;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Tests.Providers.OpenAI;

public sealed class OpenAIEmbeddingsTests
{
    [Theory]
    [InlineData("openai", ""","dimensions":3""", "")]
    [InlineData("mistral", ""","output_dimension":3""", "")]
    [InlineData("together", "", "dimensions")]
    public void CreateRequest_Texts_AreInTheDialect(string wire, string field, string lacks)
    {
        var provider = WireUnderTest.Provider(wire);
        var unsupported = new UnsupportedFields(areIgnored: false);

        using var request = provider.Wire.Embeddings!.CreateRequest(
            provider, ProviderKey.From("sk-test", provider), new EmbedRequest { Model = "e", Inputs = { "one", "two" }, Dimensions = 3 }, unsupported);

        request.RequestUri.ShouldBe(new Uri("https://api.example/v1/embeddings"));
        WireUnderTest.BodyOf(request).ShouldBe($$$"""{"model":"e","input":["one","two"],"encoding_format":"float"{{{field}}}}""");
        WireUnderTest.NamesOf(unsupported, provider).ShouldBe(lacks);
    }

    [Theory]
    [InlineData("""{"data":[{"index":1,"embedding":[0.5,-2]},{"index":0,"embedding":[1,1e-3]}],"model":"e-1","usage":{"prompt_tokens":4,"total_tokens":4}}""")]
    [InlineData("""{"data":[{"embedding":"AACAP28Sgzo="},{"embedding":"AAAAPwAAAMA="}],"model":"e-1","usage":{"prompt_tokens":4,"completion_tokens":0,"total_tokens":4}}""")]
    public void Read_Vectors_AreInTheOrderOfTheTexts(string answer)
    {
        var response = Read(answer);

        response.Embeddings.Select(embedding => string.Join(' ', embedding.Values)).ShouldBe(["1 0.001", "0.5 -2"]);
        response.Model.ShouldBe("e-1");
        response.Usage.ShouldBe(new TokenUsage { InputTokens = 4 });
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("""{"data":[{"index":1,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"embedding":["x"]}]}""")]
    [InlineData("""{"data":[{"embedding":"AAA="}]}""")]
    [InlineData("""{"data":[{"embedding":"!"}]}""")]
    [InlineData("""{"data":[{}]}""")]
    [InlineData("<html>")]
    public void Read_WhatIsNoListOfVectors_IsTheProvidersFault(string answer)
    {
        Should.Throw<ProviderFaultException>(() => Read(answer));
    }

    [Theory]
    [InlineData("groq")]
    [InlineData("deepseek")]
    [InlineData("xai")]
    public void Wire_WithoutEmbeddings_HasNone(string wire) => WireUnderTest.Named(wire).Embeddings.ShouldBeNull();

    private static EmbedResponse Read(string answer) => WireUnderTest.Named("openai").Embeddings!.Read(Encoding.UTF8.GetBytes(answer));
}
