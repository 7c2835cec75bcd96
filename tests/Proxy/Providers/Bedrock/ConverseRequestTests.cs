using System.Text.Json.Nodes;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Tests.Providers.Bedrock;

/// <summary>What becomes of a chat on its way to Amazon Bedrock.</summary>
public sealed class ConverseRequestTests
{
    private const string Nova = "amazon.nova-pro-v1:0";

    [Fact]
    public async Task Write_WholeConversation_KeepsEverythingInItsPlace()
    {
        var chat = Chats.Of(
            Nova,
            Chats.Message(Role.System, Chats.Text("Be brief.")),
            Chats.Message(Role.User, Chats.Text("What is this?"), Chats.Picture("image/jpeg", 1, 2, 3)),
            Chats.Message(
                Role.Assistant, Chats.Thoughts("A cat?", "seal"), Chats.SealedThoughts("c2VjcmV0"),
                Chats.Call("t1", "look", """{"at":"cat"}"""), Chats.Call("t2", "now", "")),
            Chats.User("Well?"),
            Chats.Message(Role.Tool, Chats.Result("t1", "a cat"), new ContentPart
            {
                ToolResult = new() { ToolCallId = "t2", Text = "no", IsError = true, Images = { Chats.Picture("image/webp", 4).Image } },
            }));

        var (body, unsupported) = await WriteAsync(chat);

        unsupported.ShouldBeEmpty();
        body.ShouldBeJson("""
            {"system":[{"text":"Be brief."}],
             "messages":[
              {"role":"user","content":[{"text":"What is this?"},{"image":{"format":"jpeg","source":{"bytes":"AQID"}}}]},
              {"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"A cat?","signature":"seal"}}},
               {"reasoningContent":{"redactedContent":"c2VjcmV0"}},
               {"toolUse":{"toolUseId":"t1","name":"look","input":{"at":"cat"}}},{"toolUse":{"toolUseId":"t2","name":"now","input":{}}}]},
              {"role":"user","content":[{"toolResult":{"toolUseId":"t1","content":[{"text":"a cat"}]}},
               {"toolResult":{"toolUseId":"t2","content":[{"text":"no"},{"image":{"format":"webp","source":{"bytes":"BA=="}}}],"status":"error"}},
               {"text":"Well?"}]}],
             "inferenceConfig":{}}
            """);
    }

    [Fact]
    public async Task Write_EveryFieldThatThereIsAPlaceFor_IsThere()
    {
        var chat = Chats.Of(Nova, Chats.User("Hi"));
        chat.MaxOutputTokens = 100;
        (chat.Temperature, chat.TopP) = (0.5, 0.9);
        chat.StopSequences.Add("END");
        chat.Tools.Add(new Tool { Name = "look", Description = "Looks.", ParametersJson = """{"type":"object"}""", Strict = true });
        chat.Tools.Add(new Tool { Name = "now" });
        chat.ToolChoice = new() { ToolName = "look" };
        chat.ResponseFormat = new() { JsonSchema = new() { Name = "cat", Description = "A cat.", SchemaJson = """{"type":"object"}""" } };

        var (body, unsupported) = await WriteAsync(chat);

        unsupported.ShouldBeEmpty();
        body.ShouldBeJson("""
            {"messages":[{"role":"user","content":[{"text":"Hi"}]}],
             "inferenceConfig":{"maxTokens":100,"temperature":0.5,"topP":0.9,"stopSequences":["END"]},
             "toolConfig":{"tools":[
               {"toolSpec":{"name":"look","description":"Looks.","inputSchema":{"json":{"type":"object"}},"strict":true}},
               {"toolSpec":{"name":"now","inputSchema":{"json":{"type":"object","properties":{}}}}}],
              "toolChoice":{"tool":{"name":"look"}}},
             "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":
              {"schema":"{\"type\":\"object\"}","name":"cat","description":"A cat."}}}}}
            """);
    }

    [Fact]
    public async Task Write_ClaudeModel_ThinksInAnthropicsFields()
    {
        var chat = Chats.Of("us.anthropic.claude-opus-4-6-v1:0", Chats.User("Hi"));
        chat.Reasoning = new() { Effort = ReasoningEffort.High };

        var (body, unsupported) = await WriteAsync(chat);

        unsupported.ShouldBeEmpty();
        body["additionalModelRequestFields"].ShouldBeJson(
            """{"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"high"}}""");
    }

    [Fact]
    public async Task Write_ClaudeModelWithBudget_HasRoomForIt()
    {
        var chat = Chats.Of("anthropic.claude-sonnet-4-5-20250929-v1:0", Chats.User("Hi"));
        chat.Reasoning = new() { MaxTokens = 2000 };

        var (body, _) = await WriteAsync(chat);

        body["inferenceConfig"].ShouldBeJson("""{"maxTokens":10192}""");
        body["additionalModelRequestFields"].ShouldBeJson("""{"thinking":{"type":"enabled","budget_tokens":2000}}""");
    }

    [Fact]
    public async Task Write_ClaudeModel_TakesTopK()
    {
        var chat = Chats.Of("anthropic.claude-sonnet-4-5-20250929-v1:0", Chats.User("Hi"));
        chat.TopK = 40;

        (await WriteAsync(chat)).Body["additionalModelRequestFields"].ShouldBeJson("""{"top_k":40}""");
    }

    [Fact]
    public async Task Write_WhatBedrockCannotHonour_IsNamedAndLeftOut()
    {
        var chat = Chats.Of(Nova, Chats.Message(
            Role.User,
            Chats.Text("Hi"),
            new ContentPart { Image = new() { Url = "https://example.org/cat.png" } },
            Chats.Picture("image/bmp", 1)));
        (chat.Seed, chat.FrequencyPenalty, chat.PresencePenalty, chat.Temperature, chat.TopK, chat.EndUser) = (1, 0.5, 0.5, 1.5, 7, "u-1");
        chat.ResponseFormat = new() { JsonObject = new() };
        chat.Reasoning = new() { Effort = ReasoningEffort.Low };
        chat.Tools.Add(new Tool { Name = "now" });
        chat.ParallelToolCalls = false;

        var (body, unsupported) = await WriteAsync(chat);

        unsupported.ShouldBe(
            "frequency_penalty, image_url.url, parallel_tool_calls, presence_penalty, reasoning_effort, response_format, seed, temperature, top_k, user");
        body.ShouldBeJson("""
            {"messages":[{"role":"user","content":[{"text":"Hi"}]}],"inferenceConfig":{},
             "toolConfig":{"tools":[{"toolSpec":{"name":"now","inputSchema":{"json":{"type":"object","properties":{}}}}}]}}
            """);
    }

    [Fact]
    public async Task Write_NoToolAllowed_TellsOfNone()
    {
        var chat = Chats.Of(Nova, Chats.User("Hi"));
        chat.Tools.Add(new Tool { Name = "now" });
        chat.ToolChoice = new() { Mode = ToolChoiceMode.None };

        var (body, unsupported) = await WriteAsync(chat);

        (body["toolConfig"], unsupported).ShouldBe((null, ""));
        chat.Messages.Add(Chats.Message(Role.Assistant, Chats.Call("t1", "now", "")));
        (await WriteAsync(chat)).Unsupported.ShouldBe("tool_choice");
    }

    private static Task<(JsonNode Body, string Unsupported)> WriteAsync(StreamChatRequest chat)
    {
        var provider = BedrockRequestTests.Bedrock();
        return Chats.WriteAsync(provider.Wire.Chat, provider, "us-east-1:ABSKexample", chat);
    }
}
