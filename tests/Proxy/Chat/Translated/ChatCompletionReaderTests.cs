using System.Text;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Chat;
using Text2Llm.Proxy.Chat.Translated;
using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Errors;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Tests.Chat.Translated;

/// <summary>Bodies of chat completions, read into the house's shape.</summary>
public sealed class ChatCompletionReaderTests
{
    private const string Call = """{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}""";

    [Theory]
    [InlineData("[]", "The body must be an object", null)]
    [InlineData("null", "The body must be an object", null)]
    [InlineData("""{"model":1}""", "model must be a string", "model")]
    [InlineData("""{"model":"m"}""", "messages is empty", "messages")]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}]}""", "model has 0 characters", "model")]
    [InlineData("""{"model":"m","model":"n"}""", "model is there twice", "model")]
    [InlineData("""{"mod\u0065l":"m","model":"n"}""", "model is there twice", "model")]
    [InlineData("""{"messages":[],"messages":[]}""", "messages is there twice", "messages")]
    [InlineData("""{"messages":{}}""", "messages must be an array", "messages")]
    [InlineData("""{"messages":[null]}""", "messages[0] must be an object", "messages[0]")]
    [InlineData("""{"stream":1}""", "stream must be true or false", "stream")]
    [InlineData("""{"stream_options":[]}""", "stream_options must be an object", "stream_options")]
    [InlineData("""{"stream_options":{"include_usage":"yes"}}""", "must be true or false", "stream_options.include_usage")]
    [InlineData("""{"max_tokens":0}""", "must be a whole number from 1", "max_tokens")]
    [InlineData("""{"max_tokens":1e999}""", "must be a whole number from 1", "max_tokens")]
    [InlineData("""{"max_tokens":5,"max_completion_tokens":6}""", "differs", "max_completion_tokens")]
    [InlineData("""{"n":0}""", "must be a whole number from 1", "n")]
    [InlineData("""{"temperature":"0"}""", "must be a number", "temperature")]
    [InlineData("""{"seed":9223372036854775808}""", "must be a whole number", "seed")]
    [InlineData("""{"stop":[""]}""", "none of them empty", "stop")]
    [InlineData("""{"stop":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17"]}""", "at most 16", "stop")]
    [InlineData("""{"stop":[null]}""", "must be a string", "stop[0]")]
    [InlineData("""{"reasoning_effort":"most"}""", "must be one of", "reasoning_effort")]
    [InlineData("""{"reasoning":{"effort":"low","max_tokens":5}}""", "not both", "reasoning")]
    [InlineData("""{"reasoning":{"effort":"low"},"reasoning_effort":"high"}""", "differs", "reasoning_effort")]
    [InlineData("""{"reasoning":{"max_tokens":-1}}""", "at least 0", "reasoning.max_tokens")]
    [InlineData("""{"tools":[{"type":"function"}]}""", "needs function", "tools[0]")]
    [InlineData("""{"tools":[{"type":"function","function":{"name":"f","parameters":"{}"}}]}""", "must be an object", "tools[0].function.parameters")]
    [InlineData("""{"tool_choice":{"type":"function"}}""", "needs function", "tool_choice")]
    [InlineData("""{"tool_choice":"any"}""", "must be auto, none, required", "tool_choice")]
    [InlineData("""{"response_format":{}}""", "needs a type", "response_format")]
    [InlineData("""{"response_format":{"type":"json_schema"}}""", "needs json_schema", "response_format")]
    [InlineData("""{"response_format":{"type":"text","type":"text"}}""", "is there twice", "response_format.type")]
    public void Read_Wrong_NamesTheField(string body, string says, string? parameter) => ShouldBeWrong(body, says, parameter);

    [Theory]
    [InlineData("""{}""", "needs a role", "messages[0]")]
    [InlineData("""{"role":null}""", "needs a role", "messages[0]")]
    [InlineData("""{"role":"robot"}""", "must be one of system", "messages[0].role")]
    [InlineData("""{"role":"user","role":"system"}""", "is there twice", "messages[0].role")]
    [InlineData("""{"role":"user"}""", "needs content", "messages[0]")]
    [InlineData("""{"role":"user","content":null}""", "needs content", "messages[0]")]
    [InlineData("""{"role":"user","content":[]}""", "needs content", "messages[0]")]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[]}""", "needs content", "messages[0]")]
    [InlineData("""{"role":"user","content":7}""", "must be an array", "messages[0].content")]
    [InlineData("""{"role":"user","content":["Hi"]}""", "must be an object", "messages[0].content[0]")]
    [InlineData("""{"role":"user","content":[{}]}""", "needs a type", "messages[0].content[0]")]
    [InlineData("""{"role":"user","content":[{"type":"text"}]}""", "needs text", "messages[0].content[0]")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"a","text":"b"}]}""", "is there twice", "messages[0].content[0].text")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{}}]}""", "needs a url", "messages[0].content[0].image_url")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://example.org/a.png"}}]}""", "must be an https address", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png,abc"}}]}""", "holds no picture", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,%%"}}]}""", "holds no picture", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:text/plain;base64,AQID"}}]}""", "holds no picture", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.org/a.png","detail":"most"}}]}""", "must be auto, low or high", "messages[0].content[0].image_url.detail")]
    [InlineData("""{"role":"system","content":[{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}""", "is of the kind Image", "messages[0]")]
    [InlineData("""{"role":"tool","content":"x"}""", "needs tool_call_id", "messages[0]")]
    [InlineData("""{"role":"tool","tool_call_id":"c","content":"x"}""", "no message before it has", "messages[0]")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c"}]}""", "needs an id, and a function with a name", "messages[0].tool_calls[0]")]
    [InlineData("""{"role":"assistant","tool_calls":[{"function":{"name":"f"}}]}""", "needs an id", "messages[0].tool_calls[0]")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","type":"custom"}]}""", "must be function", "messages[0].tool_calls[0].type")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":{}}}]}""", "must be a string", "messages[0].tool_calls[0].function.arguments")]
    [InlineData("""{"role":"assistant","reasoning_details":[{"text":"a","text":"b"}]}""", "is there twice", "messages[0].reasoning_details[0].text")]
    public void Read_WrongMessage_NamesItsField(string message, string says, string parameter) =>
        ShouldBeWrong($$"""{"model":"m","messages":[{{message}}]}""", says, parameter);

    [Theory]
    [InlineData("""{"model":"m"} x""", "not valid JSON")]
    [InlineData("""{"model":"\ud800"}""", "not valid Unicode")]
    [InlineData("""{"\udc00":1}""", "not valid Unicode")]
    [InlineData("""{"messages":[{"role":"user","content":"\ud83d"}]}""", "not valid Unicode")]
    public void Read_NoText_IsRefused(string body, string says) => ShouldBeWrong(body, says, parameter: null);

    [Fact]
    public void Read_BytesThatAreNoUnicode_AreRefused()
    {
        byte[] body = [.. "{\"model\":\""u8, 0xff, .. "\"}"u8];

        Should.Throw<CallException>(() => ChatCompletionReader.Read(body, new(areIgnored: false))).Error.Message.ShouldContain("not valid Unicode");
    }

    [Fact]
    public void Read_NestedTooDeep_IsRefused() => ShouldBeWrong(
        $$"""{"metadata":{{new string('[', 64)}}{{new string(']', 64)}}}""", "at most 64 levels", parameter: null);

    [Theory]
    [InlineData("""{"functions":[]}""", "functions")]
    [InlineData("""{"logprobs":true,"top_logprobs":2,"store":true,"n":3,"verbosity":"low"}""", "logprobs, n, store, top_logprobs, verbosity")]
    [InlineData("""{"service_tier":"flex","modalities":["text","audio"],"metadata":{"a":"b"}}""", "metadata, modalities, service_tier")]
    [InlineData("""{"stream_options":{"include_obfuscation":true}}""", "stream_options.include_obfuscation")]
    [InlineData("""{"reasoning":{"enabled":true}}""", "reasoning.enabled")]
    [InlineData("""{"tools":[{"type":"web_search","filters":{}}]}""", "tools[0].filters, tools[0].type web_search")]
    [InlineData("""{"tools":[{"type":"function","function":{"name":"f","output":{}}}]}""", "tools[0].function.output")]
    [InlineData("""{"tool_choice":{"type":"allowed_tools","allowed_tools":{}}}""", "tool_choice.allowed_tools, tool_choice.type allowed_tools")]
    [InlineData("""{"response_format":{"type":"grammar","grammar":"x"}}""", "response_format.type grammar")]
    [InlineData("""{"response_format":{"type":"json_object","json_schema":{}}}""", "response_format.json_schema")]
    [InlineData("""{"messages":[{"role":"user","name":"Ada","content":"Hi"}]}""", "messages[0].name")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"text","text":"a","cache_control":{}},{"type":"file","file":{}}]}]}""", "messages[0].content[0].cache_control, messages[0].content[1].type file")]
    [InlineData("""{"messages":[{"role":"assistant","content":"a","audio":{"id":"x"},"function_call":{"name":"f"}}]}""", "messages[0].audio, messages[0].function_call")]
    [InlineData("""{"messages":[{"role":"assistant","content":"a","reasoning_details":[{"type":"reasoning.summary","summary":"s"}]}]}""", "messages[0].reasoning_details[0]")]
    public void Read_WhatNoProviderIsTold_IsNamed(string body, string fields)
    {
        var unsupported = new UnsupportedFields(areIgnored: false);

        ChatCompletionReader.Read(Encoding.UTF8.GetBytes(body), unsupported);

        var error = Should.Throw<CallException>(() => unsupported.Check(SomeProvider)).Error;
        error.Metadata["fields"].ShouldBe(fields);
        error.Parameter.ShouldBe(fields.Split(' ', ',')[0]);
    }

    [Fact]
    public void Read_FieldsThatAskForNothing_AreTaken()
    {
        var unsupported = new UnsupportedFields(areIgnored: false);

        var chat = ChatCompletionReader.Read(
            """
            {"model":"m","n":1,"logprobs":false,"store":false,"logit_bias":{},"metadata":{},"service_tier":"auto","modalities":["text"],"audio":null,
             "stream_options":{"include_obfuscation":false},"reasoning":{"exclude":false},"response_format":{"type":"text"},"max_tokens":5,
             "max_completion_tokens":5,"messages":[{"role":"assistant","content":"a","annotations":[],"refusal":null,"tool_calls":[]}]}
            """u8,
            unsupported).Chat;

        unsupported.Check(SomeProvider);
        chat.ShouldBe(new StreamChatRequest
        {
            Model = "m",
            MaxOutputTokens = 5,
            Messages = { new ChatMessage { Role = Role.Assistant, Parts = { new ContentPart { Text = "a" } } } },
        });
    }

    [Fact]
    public void Read_Ignored_LeavesOutWhatCannotBeSaid()
    {
        var unsupported = new UnsupportedFields(areIgnored: true);

        var chat = ChatCompletionReader.Read(
            """
            {"model":"m","reasoning":{"enabled":true},"tools":[{"type":"web_search"}],"tool_choice":{"type":"allowed_tools"},
             "messages":[{"role":"user","content":[{"type":"file","file":{}},{"type":"text","text":"a"}]}]}
            """u8,
            unsupported).Chat;

        StreamChatRequestValidation.Check(chat);
        unsupported.Check(SomeProvider);
        chat.ShouldBe(new StreamChatRequest
        {
            Model = "m",
            Messages = { new ChatMessage { Role = Role.User, Parts = { new ContentPart { Text = "a" } } } },
        });
    }

    [Fact]
    public void Read_PiecesOfThoughts_AreJoinedUpToEachSealInTheirOrder()
    {
        var message = ReadMessage(
            """
            {"role":"assistant","content":null,"reasoning":"for the reader","reasoning_details":[
             {"type":"reasoning.text","text":"a"},{"type":"reasoning.text","text":"b"},{"type":"reasoning.text","text":"","signature":"s1"},
             {"type":"reasoning.text","text":"c"},{"type":"reasoning.encrypted","data":"d"},{"type":"reasoning.text","text":"e","signature":"s2","index":3,"format":"x"}]}
            """);

        message.Parts.Select(part => $"{part.Thinking.Text}/{part.Thinking.RedactedData}/{part.Signature}").ShouldBe(["ab//s1", "c//", "/d/", "e//s2"]);
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":"a","extra_content":{"google":{"thought_signature":"s"}}}""", "text a s")]
    [InlineData("""{"role":"assistant","content":null,"extra_content":{"google":{"thought_signature":"s"}}}""", "text  s")]
    [InlineData("""{"role":"assistant","content":"","extra_content":{"google":{"thought_signature":"s"}}}""", "text  s")]
    [InlineData("""{"role":"assistant","content":"a","extra_content":{"other":{"thought_signature":"s"},"google":null}}""", "text a ")]
    [InlineData("""{"role":"assistant","reasoning_details":[{"text":"t","signature":"z"}],"extra_content":{"google":{"thought_signature":"s"}}}""", "thoughts t z; text  s")]
    public void Read_SealOnTheText_NeverFallsOnAnythingElse(string message, string parts) =>
        string.Join("; ", ReadMessage(message).Parts.Select(part => part.Thinking is { } thinking
            ? $"thoughts {thinking.Text} {part.Signature}"
            : $"text {part.Text} {part.Signature}")).ShouldBe(parts);

    [Fact]
    public void Read_DataUrl_IsTakenWhateverItsCase()
    {
        var image = ReadMessage("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"DATA:image/webp;BASE64,AQID"}}]}""").Parts[0].Image;

        (image.MediaType, image.Data.Length).ShouldBe(("image/webp", 3));
    }

    [Fact]
    public void Read_ToolResult_JoinsItsTextsAndKeepsItsPictures()
    {
        var result = ChatCompletionReader.Read(
            Encoding.UTF8.GetBytes(
                $$$"""
                {"model":"m","messages":[{{{Call}}},{"role":"tool","tool_call_id":"c","content":[{"type":"text","text":"a"},{"type":"text","text":"b"},
                 {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"} }]}]}
                """),
            new(areIgnored: false)).Chat.Messages[1].Parts[0].ToolResult;

        (result.ToolCallId, result.Text, result.Images.Count).ShouldBe(("c", "ab", 1));
    }

    [Fact]
    public void Check_ToolRequiredOfNone_IsRefused() => ShouldBeWrong(
        """{"model":"m","tool_choice":"required","messages":[{"role":"user","content":"Hi"}]}""", "there is none in tools", "tool_choice");

    private static Provider SomeProvider { get; } =
        new("some", new ProviderOptions { BaseUrl = "https://some.test" }, Text2Llm.Proxy.Providers.OpenAI.OpenAIWire.Compatible);

    private static ChatMessage ReadMessage(string message) =>
        ChatCompletionReader.Read(Encoding.UTF8.GetBytes($$"""{"messages":[{{message}}]}"""), new(areIgnored: false)).Chat.Messages.ShouldHaveSingleItem();

    private static void ShouldBeWrong(string body, string says, string? parameter)
    {
        var error = Should.Throw<CallException>(() => StreamChatRequestValidation.Check(
            ChatCompletionReader.Read(Encoding.UTF8.GetBytes(body), new(areIgnored: false)).Chat)).Error;

        (error.Reason, error.Parameter).ShouldBe((ErrorReason.InvalidRequest, parameter), error.Message);
        error.Message.ShouldContain(says);
    }
}
