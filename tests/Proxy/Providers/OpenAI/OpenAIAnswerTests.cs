using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Tests.Providers.OpenAI;

/// <summary>Answers of OpenAI and its followers, streamed and whole, as the house's events.</summary>
public sealed class OpenAIAnswerTests
{
    /// <summary>The same answer twice: as the events of a stream, and whole.</summary>
    public static TheoryData<string, string[], string> Answers => new()
    {
        {
            "OpenAI",
            [
                """{"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],"usage":null}""",
                """{"model":"m-1","choices":[{"index":0,"delta":{"content":"Grü"},"finish_reason":null}]}""",
                """{"model":"m-1","choices":[{"index":0,"delta":{"content":"ezi 👋\n"},"finish_reason":null}]}""",
                """{"model":"m-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"add","arguments":""}}]}}]}""",
                """{"model":"m-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":"}}]}}]}""",
                """{"model":"m-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"now","arguments":"{}"}}]}}]}""",
                """{"model":"m-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"ü\"}"}}]}}]}""",
                """{"model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":null}""",
                """{"model":"m-1","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":40,"total_tokens":140,"prompt_tokens_details":{"cached_tokens":64,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":30}}}""",
                "[DONE]",
            ],
            """{"id":"c","object":"chat.completion","model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":"Grüezi 👋\n","refusal":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"add","arguments":"{\"x\":\"ü\"}"}},{"id":"b","type":"function","function":{"name":"now","arguments":"{}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":100,"completion_tokens":40,"total_tokens":140,"prompt_tokens_details":{"cached_tokens":64},"completion_tokens_details":{"reasoning_tokens":30}}}"""
        },
        {
            "OpenRouter",
            [
                """{"model":"x/y","choices":[{"delta":{"content":"","reasoning":"I ","reasoning_details":[{"type":"reasoning.text","text":"I ","format":"anthropic-claude-v1","index":0}]}}]}""",
                """{"model":"x/y","choices":[{"delta":{"content":"","reasoning":"see","reasoning_details":[{"type":"reasoning.text","text":"see","format":"anthropic-claude-v1","index":0}]}}]}""",
                """{"model":"x/y","choices":[{"delta":{"content":"","reasoning":null,"reasoning_details":[{"type":"reasoning.text","signature":"sig","format":"anthropic-claude-v1","index":0}]}}]}""",
                """{"model":"x/y","choices":[{"delta":{"content":"","reasoning_details":[{"type":"reasoning.encrypted","data":"enc","format":"anthropic-claude-v1","index":1}]}}]}""",
                """{"model":"x/y","choices":[{"delta":{"content":"Yes."},"finish_reason":"stop","native_finish_reason":"end_turn"}]}""",
                """{"model":"x/y","choices":[{"delta":{"content":""}}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":3}}}""",
                "[DONE]",
            ],
            """{"model":"x/y","choices":[{"message":{"role":"assistant","content":"Yes.","reasoning":"I see","reasoning_details":[{"type":"reasoning.text","text":"I see","signature":"sig","format":"anthropic-claude-v1","index":0},{"type":"reasoning.encrypted","data":"enc","format":"anthropic-claude-v1","index":1}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":3}}}"""
        },
        {
            "Mistral",
            [
                """{"model":"mm","choices":[{"index":0,"delta":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"2+"}]}]},"finish_reason":null}]}""",
                """{"model":"mm","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"2"}],"closed":true}]},"finish_reason":null}]}""",
                """{"model":"mm","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"4"},{"type":"reference","reference_ids":[1]}]},"finish_reason":null}]}""",
                """{"model":"mm","choices":[{"index":0,"delta":{"content":"!","tool_calls":[{"id":"Ab3Ab3Ab3","function":{"name":"f","arguments":"{}"},"index":0}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":9,"total_tokens":12,"completion_tokens":3,"num_cached_tokens":8}}""",
                "[DONE]",
            ],
            """{"model":"mm","choices":[{"index":0,"message":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"2+2"}]},{"type":"text","text":"4!"}],"tool_calls":[{"id":"Ab3Ab3Ab3","function":{"name":"f","arguments":"{}"},"index":0}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":9,"total_tokens":12,"completion_tokens":3,"num_cached_tokens":8}}"""
        },
        {
            "Groq",
            [
                """{"model":"g","choices":[{"index":0,"delta":{"reasoning":"Hm. "}}],"x_groq":{"id":"r"}}""",
                """{"model":"g","choices":[{"index":0,"delta":{"content":"Yes."}}]}""",
                """{"model":"g","choices":[{"index":0,"delta":{},"finish_reason":"length"}],"x_groq":{"id":"r","usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"queue_time":0.1}}}""",
            ],
            """{"model":"g","choices":[{"index":0,"message":{"content":"Yes.","reasoning":"Hm. "},"finish_reason":"length"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}"""
        },
        {
            "DeepSeek",
            [
                """{"model":"d","choices":[{"index":0,"delta":{"content":null,"reasoning_content":"Hm. "}}]}""",
                """{"model":"d","choices":[{"index":0,"delta":{"content":"No.","reasoning_content":null}}]}""",
                """{"model":"d","choices":[{"index":0,"delta":{"content":"","refusal":"Never."},"finish_reason":"content_filter"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"prompt_cache_hit_tokens":2,"prompt_cache_miss_tokens":1}}""",
                "[DONE]",
            ],
            """{"model":"d","choices":[{"index":0,"message":{"content":"No.","reasoning_content":"Hm. ","refusal":"Never."},"finish_reason":"content_filter"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"prompt_cache_hit_tokens":2}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Read_CutAnywhere_IsTheSameAnswerAsWhole(string provider, string[] events, string whole)
    {
        var expected = AnswerUnderTest.Sum(AnswerUnderTest.Whole(whole));
        var uncut = AnswerUnderTest.Tell(await AnswerUnderTest.StreamAsync(events));
        var length = events.Sum(data => System.Text.Encoding.UTF8.GetByteCount(data) + 10);

        for (var pieceBytes = 1; pieceBytes <= length; pieceBytes++)
        {
            var steps = await AnswerUnderTest.StreamAsync(events, pieceBytes);

            AnswerUnderTest.Sum(steps).ShouldBe(expected, $"{provider} in pieces of {pieceBytes}");
            AnswerUnderTest.Tell(steps).ShouldBe(uncut, $"{provider} in pieces of {pieceBytes}");
        }
    }

    [Fact]
    public async Task Read_OpenAIsStream_ComesStepByStep()
    {
        var steps = await AnswerUnderTest.StreamAsync(Answers.First().Data.Item2);

        AnswerUnderTest.Tell(steps).ShouldBe(
        [
            "text Grü", "text ezi 👋\n", "tool 0|a|add|", "tool 0|||{\"x\":", "tool 1|b|now|{}", "tool 0|||\"ü\"}", "end ToolCalls m-1",
        ]);
        steps[^1].Completion.Usage.ShouldBe(
            new TokenUsage { InputTokens = 100, OutputTokens = 40, CachedInputTokens = 64, ReasoningTokens = 30 });
    }

    [Fact]
    public async Task Read_OpenRoutersThoughts_CarryTheirSealsAlong()
    {
        var steps = await AnswerUnderTest.StreamAsync(Answers.Single(each => each.Data.Item1 == "OpenRouter").Data.Item2);

        AnswerUnderTest.Tell(steps).ShouldBe(
        [
            "thought I ||",
            "thought see||",
            """thought |{"type":"reasoning.text","format":"anthropic-claude-v1","index":0,"signature":"sig"}|""",
            """thought ||{"type":"reasoning.encrypted","data":"enc","format":"anthropic-claude-v1","index":1}""",
            "text Yes.",
            "end Stop x/y",
        ]);
        steps[^1].Completion.Usage.ShouldBe(
            new TokenUsage { InputTokens = 10, OutputTokens = 5, CachedInputTokens = 4, CacheWriteInputTokens = 3 });
    }

    [Theory]
    [InlineData("anthropic-claude-v1", false)]
    [InlineData("unknown", true)]
    public async Task Read_ThoughtsWithoutASignature_AreSealedUnlessTheyWouldBeRefused(string format, bool isSealed)
    {
        var steps = await AnswerUnderTest.StreamAsync(
        [
            $$$"""{"choices":[{"delta":{"reasoning_details":[{"type":"reasoning.text","text":"a","format":"{{{format}}}"}]}}]}""",
            """{"choices":[{"delta":{"reasoning_details":[{"type":"reasoning.new"},7,{"type":"reasoning.summary","summary":"b"}]}}]}""",
            """{"choices":[{"delta":{"content":"c"},"finish_reason":"stop"}]}""",
        ]);

        var first = isSealed ? $$$"""thought |{"type":"reasoning.text","format":"{{{format}}}"}|""" : null;
        AnswerUnderTest.Tell(steps).ShouldBe(
            new[] { "thought a||", first, "thought b||", """thought |{"type":"reasoning.summary"}|""", "text c", "end Stop " }.OfType<string>());
    }

    [Theory]
    [InlineData("stop", FinishReason.Stop)]
    [InlineData("eos", FinishReason.Stop)]
    [InlineData("length", FinishReason.Length)]
    [InlineData("model_length", FinishReason.Length)]
    [InlineData("content_filter", FinishReason.ContentFilter)]
    [InlineData("function_call", FinishReason.ToolCalls)]
    [InlineData("news", FinishReason.Unspecified)]
    public async Task Read_FinishReason_IsTheHouses(string word, FinishReason reason)
    {
        var steps = await AnswerUnderTest.StreamAsync(
            [$$$"""{"choices":[{"delta":{},"finish_reason":""}]}""", $$$"""{"choices":[{"delta":{},"finish_reason":"{{{word}}}"}]}"""]);

        steps.Single().Completion.FinishReason.ShouldBe(reason);
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}]}""", "before it was complete")]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":""}]}""", "before it was complete")]
    [InlineData("""{"error":{"message":"Overloaded","code":502},"choices":[{"delta":{},"finish_reason":"error"}]}""", "Overloaded")]
    [InlineData("""{"error":"Overloaded"}""", "Overloaded")]
    [InlineData("""{"error":{"message":"\ud83d odd"}}""", "\ufffd odd")]
    [InlineData("""{"error":{"message":"\\\ud83d \\udc00 \ud83d\ude00"}}""", "\\\ufffd \\udc00 \U0001F600")]
    [InlineData("""{"error":{}}""", "with an error")]
    [InlineData("""{"object":"error","message":"Overloaded","type":"x"}""", "Overloaded")]
    [InlineData("""{"x_groq":{"error":"Overloaded"}}""", "Overloaded")]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"insufficient_system_resource"}]}""", "insufficient_system_resource")]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]},"finish_reason":"stop"}]}""", "without a name")]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a"}]},"finish_reason":"stop"}]}""", "without a name")]
    [InlineData("""{"choices":[{"delta":""", "no chat completion")]
    [InlineData("""{"choices":7}""", "no chat completion")]
    [InlineData("null", "no chat completion")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "no chat completion")]
    public async Task Read_WhatIsNoAnswer_IsTheProvidersFault(string data, string says)
    {
        var fault = await Should.ThrowAsync<ProviderFaultException>(() => AnswerUnderTest.StreamAsync([data]));

        fault.Message.ShouldContain(says);
    }

    [Theory]
    [InlineData("""{"choices":[]}""", "no message")]
    [InlineData("""{"error":{"message":"Overloaded"}}""", "Overloaded")]
    [InlineData("<html>", "no chat completion")]
    public void ReadWhole_WhatIsNoAnswer_IsTheProvidersFault(string answer, string says)
    {
        Should.Throw<ProviderFaultException>(() => AnswerUnderTest.Whole(answer)).Message.ShouldContain(says);
    }

    [Fact]
    public void Read_BytesThatAreNoUnicode_AreTheProvidersFault()
    {
        byte[] answer = [.. "{\"choices\":[{\"message\":{\"content\":\""u8, 0xff, .. "\"}}]}"u8];

        Should.Throw<ProviderFaultException>(() => WireUnderTest.Named("openai").Chat.ReadWhole(answer));
    }

    [Fact]
    public async Task Read_OtherChoices_AreLeftOut()
    {
        var steps = await AnswerUnderTest.StreamAsync(
            ["""{"choices":[null,{"index":1,"delta":{"content":"two"}},{"index":0,"delta":{"content":"one"},"finish_reason":"stop"}]}"""]);

        AnswerUnderTest.Tell(steps).ShouldBe(["text one", "end Stop "]);
    }
}
