using System.Text;
using System.Text.Json;
using Text2Llm.Proxy.Chat.Passed;
using Text2Llm.Proxy.Chat.Translated;
using Text2Llm.Proxy.Embeddings;
using Text2Llm.Proxy.Metering;
using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Tests.Metering;

/// <summary>What a chat is taken to cost before it goes out: much the same, whichever way it comes.</summary>
public sealed class PromptEstimateTests
{
    [Fact]
    public void PassedAndTranslated_TheSameChat_AreWithinAFifthOfEachOther()
    {
        var body = Encoding.UTF8.GetBytes(
            $$$$"""
            {"model":"m","max_tokens":100,"messages":[
              {"role":"system","content":"Answer briefly, and in the language of the question."},
              {"role":"user","content":[{"type":"text","text":{{{{JsonSerializer.Serialize(TokenSamples.All["French"])}}}}},
                {"type":"image_url","image_url":{"url":"https://pictures.example/one.png","detail":"low"}}]},
              {"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"look","arguments":"{\"at\":\"the harbour\"}"}}]},
              {"role":"tool","tool_call_id":"t1","content":{{{{JsonSerializer.Serialize(TokenSamples.All["JSON, indented"])}}}}}],
             "tools":[{"type":"function","function":{"name":"look","description":"Looks at something.","parameters":{"type":"object","properties":{"at":{"type":"string"}} } }}]}
            """);

        var passed = ChatCompletionHead.Read(body).PromptTokens;
        var translated = TokenEstimate.OfChat(ChatCompletionReader.Read(body, new UnsupportedFields(areIgnored: true)).Chat);

        ((double)passed / translated).ShouldBeInRange(0.8, 1.2, $"{passed} passed, {translated} translated");
    }

    [Fact]
    public void Passed_CharactersEscapedOrNot_CostTheSame()
    {
        var text = TokenSamples.All["Chinese"];
        var plain = $$"""{"model":"m","messages":[{"role":"user","content":"{{text}}"}]}""";
        var escaped = $$"""{"model":"m","messages":[{"role":"user","content":"{{string.Concat(text.Select(letter => $"\\u{(int)letter:x4}"))}}"}]}""";

        Tokens(escaped).ShouldBe(Tokens(plain));
    }

    [Theory]
    [InlineData("https://pictures.example/one.png")]
    [InlineData("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4")]
    public void Passed_Picture_CostsAFlatFigureHoweverItComes(string url) =>
        (Tokens($$$"""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"{{{url}}}"}}]}]}""")
            - Tokens("""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url"}]}]}""")).ShouldBe(TokenEstimate.Picture);

    [Fact]
    public void Passed_TextThatSaysItIsAPicture_IsCountedAsText() =>
        Tokens($$$"""{"model":"m","messages":[{"role":"user","content":"data:image/{{{string.Concat(Enumerable.Repeat(" word", 10_000))}}}"}]}""")
            .ShouldBeGreaterThan(10_000);

    [Fact]
    public void Passed_HalfACharacterEscaped_IsRefused() =>
        Should.Throw<CallException>(() => Tokens("""{"model":"m","messages":[{"role":"user","content":"\ud83d"}]}"""));

    [Fact]
    public void Embeddings_EscapedOrNot_CostTheSame()
    {
        var text = TokenSamples.All["Russian"];
        var escaped = string.Concat(text.Select(letter => $"\\u{(int)letter:x4}"));

        EmbeddingsBody.Read(Encoding.UTF8.GetBytes($$"""{"model":"e","input":["{{escaped}}"]}""")).PromptTokens.ShouldBe(TokenEstimate.OfText(text));
    }

    private static long Tokens(string body) => ChatCompletionHead.Read(Encoding.UTF8.GetBytes(body)).PromptTokens;
}
