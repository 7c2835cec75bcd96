using System.Text;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.Anthropic;
using Text2Llm.Proxy.Providers.Bedrock;
using Text2Llm.Proxy.Providers.Gemini;
using Text2Llm.Proxy.Providers.OpenAI;
using Text2Llm.Proxy.Tools.Search;

namespace Text2Llm.Proxy.Tests.Providers;

/// <summary>Answers that are JSON and make no sense all the same. They are the provider's fault, never an error of the proxy's own.</summary>
public sealed class NonsenseTests
{
    private static readonly BedrockRequests Amazon = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Sent as Latin-1, where ÿ is a byte that no UTF-8 has.
    [Theory]
    [InlineData("anthropic", """{"type":"error","error":{"message":"\ud83d"}}""")]
    [InlineData("anthropic", """{"content":[{"type":"tool_use","id":"t","name":"n","input":{"a":"ÿ"}}],"stop_reason":"tool_use"}""")]
    [InlineData("bedrock", """{"output":{"message":{"content":[{"toolUse":{"toolUseId":"t","name":"n","input":{"a":"ÿ"}}}]}},"stopReason":"tool_use"}""")]
    [InlineData("gemini", """{"error":{"message":"\ud83d"}}""")]
    [InlineData("gemini", """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"n","args":{"a":"ÿ"}}}]},"finishReason":"STOP"}]}""")]
    [InlineData("openai", """{"choices":[{"message":{"tool_calls":[{"id":"t","function":{"name":"n","arguments":{"a":"ÿ"}}}]}}]}""")]
    [InlineData("openai", """{"choices":[{"message":{"reasoning_details":[{"type":"reasoning.text","text":"a","signature":"ÿ"}]}}]}""")]
    public void Read_TextThatIsNoUnicode_IsAFault(string wire, string answer) =>
        Should.Throw<ProviderFaultException>(() => ChatOf(wire).ReadWhole(Encoding.Latin1.GetBytes(answer)));

    [Fact]
    public void Read_SealThatIsHalfACharacter_IsGivenAsItCame()
    {
        var steps = ChatOf("openai").ReadWhole(
            """{"choices":[{"message":{"reasoning_details":[{"type":"reasoning.text","text":"a","signature":"\ud83d"}]}}]}"""u8);

        steps.Select(step => step.ThinkingDelta?.Signature).ShouldContain("""{"type":"reasoning.text","signature":"\ud83d"}""");
    }

    [Theory]
    [InlineData("anthropic", """{"content":[null,{"type":"text","text":"Hi"}],"stop_reason":"end_turn"}""")]
    [InlineData("bedrock", """{"output":{"message":{"content":[null,{"text":"Hi"}]}},"stopReason":"end_turn"}""")]
    [InlineData("gemini", """{"candidates":[{"content":{"parts":[null,{"text":"Hi"}]},"finishReason":"STOP"}]}""")]
    [InlineData("openai", """{"choices":[null,{"message":{"content":[null,{"type":"text","text":"Hi"}]},"finish_reason":"stop"}]}""")]
    public void Read_NothingAmongWhatIsSaid_IsPassedOver(string wire, string answer) =>
        ChatOf(wire).ReadWhole(Encoding.UTF8.GetBytes(answer)).Select(step => step.TextDelta?.Text).ShouldBe(["Hi", null]);

    [Theory]
    [InlineData("anthropic", """{"data":[null,{"id":"m"}]}""")]
    [InlineData("bedrock", """{"modelSummaries":[null,{"modelId":"m"}]}""")]
    [InlineData("gemini", """{"models":[null,{"name":"models/m","supportedGenerationMethods":["generateContent"]}]}""")]
    [InlineData("openai", """{"data":[null,{"id":"m"}]}""")]
    public void ReadModels_NothingAmongThem_IsPassedOver(string wire, string answer) =>
        ModelsOf(wire).Read(Encoding.UTF8.GetBytes(answer)).ShouldHaveSingleItem().Id.ShouldBe("m");

    [Fact]
    public void ReadSearch_NothingAmongTheResults_IsPassedOver()
    {
        new BraveAdapter().Read("""{"web":{"results":[null,{"url":"https://a.example"}]}}"""u8).ShouldHaveSingleItem();
        new PerplexityAdapter().Read("""{"results":[null,{"url":"https://a.example"}]}"""u8).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("anthropic", """
        data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"Hi"}}

        data: {"type":"error","error":{"message":"Overloaded"}}


        """)]
    [InlineData("gemini", """
        data: {"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]}

        data: {"error":{"message":"Overloaded"}}


        """)]
    [InlineData("openai", """
        data: {"choices":[{"delta":{"content":"Hi"}}]}

        data: {"error":{"message":"Overloaded"}}


        """)]
    public async Task ReadStream_ErrorInTheSamePacketAsText_ComesAfterTheText(string wire, string stream)
    {
        List<StreamChatResponse> steps = [];
        var fault = await Should.ThrowAsync<ProviderFaultException>(async () =>
        {
            await foreach (var step in ChatOf(wire).ReadStreamAsync(new PiecewiseStream(Encoding.UTF8.GetBytes(stream)), Cancel))
            {
                steps.Add(step);
            }
        });

        fault.Message.ShouldBe("Overloaded");
        steps.ShouldHaveSingleItem().TextDelta.Text.ShouldBe("Hi");
    }

    private static IChatAdapter ChatOf(string wire) => wire switch
    {
        "anthropic" => new AnthropicChat(),
        "bedrock" => new BedrockChat(Amazon),
        "gemini" => new GeminiChat(() => "call"),
        _ => OpenAIWire.OpenAI.Chat,
    };

    private static IModelsAdapter ModelsOf(string wire) => wire switch
    {
        "anthropic" => new AnthropicModels(),
        "bedrock" => new BedrockModels(Amazon),
        "gemini" => new GeminiModels(),
        _ => OpenAIWire.OpenAI.Models!,
    };
}
