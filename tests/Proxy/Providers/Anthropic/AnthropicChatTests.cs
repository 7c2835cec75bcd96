using Google.Rpc;
using Grpc.Core;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Providers.Anthropic;

/// <summary>Chats with Anthropic through the proxy, over gRPC.</summary>
public sealed class AnthropicChatTests : IAsyncLifetime
{
    private AnthropicServer _anthropic = null!;
    private ProxyServer _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _anthropic = await AnthropicServer.StartAsync();
        _proxy = await ProxyServer.StartAsync(
            ("Providers:anthropic:BaseUrl", _anthropic.BaseAddress.ToString()), ("Providers:anthropic:Wire", "anthropic"));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _anthropic.DisposeAsync();
    }

    [Fact]
    public async Task StreamChat_ToolRound_GoesThereAndBack()
    {
        _anthropic.Events =
        [
            """{"type":"message_start","message":{"model":"claude-sonnet-5","usage":{"input_tokens":5,"cache_read_input_tokens":20,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Look first."}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"seal"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t2","name":"look","input":{}}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"at\":1}"}}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}""",
            """{"type":"message_stop"}""",
        ];
        var chat = Chats.Of(
            "claude-sonnet-5",
            Chats.User("Hi"),
            Chats.Message(Role.Assistant, Chats.Thoughts("Hm.", "seal-0"), Chats.Call("t1", "look", "{}")),
            Chats.Message(Role.Tool, Chats.Result("t1", "nothing")));
        chat.Tools.Add(new Tool { Name = "look" });

        var steps = await _proxy.ChatAsync("anthropic", AnthropicServer.Key, chat);

        AnswerMeaning.Of(steps).ShouldBe(
            ["thoughts Look first. sealed seal", "text ", """call 0 t2 look {"at":1}""", "ToolCalls of claude-sonnet-5 for 25+9 (20 0 0)"]);
        _anthropic.Requests.ShouldHaveSingleItem().GetProperty("messages")[1].GetProperty("content")[0].GetProperty("signature").GetString()
            .ShouldBe("seal-0");
    }

    [Fact]
    public async Task StreamChat_WrongKey_IsToldWithoutIt()
    {
        var failure = await Should.ThrowAsync<RpcException>(
            () => _proxy.ChatAsync("anthropic", "sk-ant-wrong-9876", Chats.Of("claude-sonnet-5", Chats.User("Hi"))));

        (failure.StatusCode, failure.Status.Detail).ShouldBe((StatusCode.PermissionDenied, "invalid x-api-key [key removed]"));
    }

    [Fact]
    public async Task StreamChat_ErrorAfterTheBeginning_EndsTheCallWithIt()
    {
        _anthropic.Events = ["""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""];

        var failure = await Should.ThrowAsync<RpcException>(
            () => _proxy.ChatAsync("anthropic", AnthropicServer.Key, Chats.Of("claude-sonnet-5", Chats.User("Hi"))));

        failure.Status.Detail.ShouldBe("Overloaded");
    }

    [Fact]
    public async Task StreamChat_FieldThatCannotBeHonoured_IsRefusedUnlessIgnored()
    {
        _anthropic.Events = ["""{"type":"message_stop"}"""];
        var chat = Chats.Of("claude-sonnet-5", Chats.User("Hi"));
        chat.Seed = 7;

        var failure = await Should.ThrowAsync<RpcException>(() => _proxy.ChatAsync("anthropic", AnthropicServer.Key, chat));
        var steps = await _proxy.ChatAsync("anthropic", AnthropicServer.Key, chat, unsupported: "ignore");

        var info = failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!;
        (info.Reason, info.Metadata["fields"]).ShouldBe(("UNSUPPORTED_FIELD", "seed"));
        steps.ShouldHaveSingleItem();
        _anthropic.Requests.ShouldHaveSingleItem().TryGetProperty("seed", out _).ShouldBeFalse();
    }
}
