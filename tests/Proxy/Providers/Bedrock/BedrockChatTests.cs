using Grpc.Core;
using Text2Llm.TestServers;

namespace Text2Llm.Proxy.Tests.Providers.Bedrock;

/// <summary>Chats with Amazon Bedrock through the proxy, over gRPC.</summary>
public sealed class BedrockChatTests : IAsyncLifetime
{
    private BedrockServer _bedrock = null!;
    private ProxyServer _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _bedrock = await BedrockServer.StartAsync();
        _proxy = await ProxyServer.StartAsync(
            ("Providers:bedrock:BaseUrl", _bedrock.BaseAddress.ToString()),
            ("Providers:bedrock:ModelsBaseUrl", ""),
            ("Providers:bedrock:Wire", "bedrock"),
            ("Providers:bedrock:Region", BedrockServer.Region));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _bedrock.DisposeAsync();
    }

    [Theory]
    [InlineData("eu.amazon.nova-pro-v1:0", "/model/eu.amazon.nova-pro-v1%3A0/converse-stream")]
    [InlineData("arn:aws:bedrock:eu-central-1:1:inference-profile/x", "/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A1%3Ainference-profile%2Fx/converse-stream")]
    public async Task StreamChat_SignedRequest_IsTakenAndAnswered(string model, string path)
    {
        _bedrock.Messages =
        [
            EventStreamMessages.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"Grüezi 👋"}}"""),
            EventStreamMessages.Event("messageStop", """{"stopReason":"end_turn"}"""),
            EventStreamMessages.Event("metadata", """{"usage":{"inputTokens":5,"outputTokens":7,"cacheReadInputTokens":30}}"""),
        ];

        var steps = await _proxy.ChatAsync("bedrock", BedrockServer.Key, Chats.Of(model, Chats.User("Hi ü")));

        AnswerMeaning.Of(steps).ShouldBe(["text Grüezi 👋", "Stop of  for 35+7 (30 0 0)"]);
        var request = _bedrock.Requests.ShouldHaveSingleItem();
        request.Path.ShouldBe(path);
        request.Body.GetProperty("messages")[0].GetProperty("content")[0].GetProperty("text").GetString().ShouldBe("Hi ü");
    }

    [Fact]
    public async Task StreamChat_WrongSecret_IsTheProvidersRefusal()
    {
        var failure = await Should.ThrowAsync<RpcException>(
            () => _proxy.ChatAsync("bedrock", "AKIDEXAMPLE:another-secret", Chats.Of("m", Chats.User("Hi"))));

        failure.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        failure.Status.Detail.ShouldStartWith("The request signature we calculated does not match");
        _bedrock.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task StreamChat_ExceptionInsideTheStream_EndsTheCallWithIt()
    {
        _bedrock.Messages = [EventStreamMessages.Message("exception", "throttlingException", """{"message":"Slow down, AKIDEXAMPLE"}""")];

        var failure = await Should.ThrowAsync<RpcException>(
            () => _proxy.ChatAsync("bedrock", BedrockServer.Key, Chats.Of("m", Chats.User("Hi"))));

        failure.Status.Detail.ShouldBe("Slow down, [key removed]");
    }
}
