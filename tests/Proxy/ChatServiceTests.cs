using System.Net;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Text2Llm.Protos.V1;
using Text2Llm.TestServers;
using Provider = Text2Llm.Protos.V1.Provider;

namespace Text2Llm.Proxy.Tests;

/// <summary><c>ChatService</c> over gRPC and over gRPC-Web, both on the public port.</summary>
public sealed class ChatServiceTests : IAsyncLifetime
{
    private ProxyServer _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await ProxyServer.StartAsync();

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Theory]
    [InlineData(Wire.Grpc)]
    [InlineData(Wire.GrpcWeb)]
    [InlineData(Wire.GrpcWebText)]
    public async Task StreamChat_Answer_ComesAsDeltasAndOneCompletion(Wire wire)
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(
            context,
            ProviderServer.Chunk("Grü"),
            ProviderServer.Chunk("ezi 👋", "stop"),
            ProviderServer.UsageChunk(5, 7),
            ProviderServer.Done());

        var events = await ChatAsync(wire, Chat("Hi"));

        events.Take(2).Select(step => step.TextDelta.Text).ShouldBe(["Grü", "ezi 👋"]);
        events[2].Completion.ShouldBe(new Completion
        {
            FinishReason = FinishReason.Stop,
            Model = "m-2026",
            Usage = new TokenUsage { InputTokens = 5, OutputTokens = 7 },
        });
        events.Count.ShouldBe(3);
    }

    [Fact]
    public async Task StreamChat_Request_ReachesTheProviderWhole()
    {
        var chat = Chat("Hi \"there\"");
        chat.Messages.Insert(0, Message(Role.System, "Be brief."));
        chat.Messages.Add(Message(Role.Assistant, "Yes?"));
        chat.MaxOutputTokens = 50;
        chat.Temperature = 0.5;
        chat.TopP = 0.9;
        chat.StopSequences.Add("END");

        await ChatAsync(Wire.Grpc, chat);

        var request = _proxy.Provider.Requests.Single();
        request.Headers["Authorization"].ShouldBe("Bearer sk-test");
        request.Json.GetRawText().ShouldBe(
            """{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi \"there\""},{"role":"assistant","content":"Yes?"}],"max_tokens":50,"temperature":0.5,"top_p":0.9,"stop":["END"],"stream":true,"stream_options":{"include_usage":true}}""");
    }

    [Fact]
    public async Task StreamChat_ProviderGivesNoUsage_EstimatesIt()
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("12345678", "length"));

        var completion = (await ChatAsync(Wire.Grpc, Chat("Hi")))[^1].Completion;

        completion.FinishReason.ShouldBe(FinishReason.Length);
        completion.Usage.Estimated.ShouldBeTrue();
        completion.Usage.OutputTokens.ShouldBe(2);
    }

    [Fact]
    public async Task StreamChat_StreamEndsBeforeTheAnswer_IsNoAnswer()
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("half an ans"));

        var failure = await Should.ThrowAsync<RpcException>(() => ChatAsync(Wire.Grpc, Chat("Hi")));

        Reason(failure).ShouldBe("PROVIDER_ERROR");
    }

    [Theory]
    [InlineData("text/html", "<html>Sign in to the hotel's network</html>", "no answer")]
    [InlineData("application/json", """{"error":{"message":"Out of order"}}""", "Out of order")]
    public async Task StreamChat_NoStream_IsNoAnswer(string mediaType, string body, string says)
    {
        _proxy.Provider.Answer = async context =>
        {
            context.Response.ContentType = mediaType;
            await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body), context.RequestAborted);
        };

        var failure = await Should.ThrowAsync<RpcException>(() => ChatAsync(Wire.Grpc, Chat("Hi")));

        Reason(failure).ShouldBe("PROVIDER_ERROR");
        failure.Status.Detail.ShouldContain(says);
    }

    [Fact]
    public async Task StreamChat_OddText_IsReadAsWellAsItCanBe()
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(
            context,
            ProviderServer.Event("""{"choices":[{"delta":{"content":[{"type":"thinking","thinking":[]},{"type":"text","text":"one "}]}}]}"""),
            ProviderServer.Event("""{"choices":[{"delta":{"content":"\ud83d two"}}],"error":null}"""),
            ProviderServer.Event("""{"choices":[{"delta":{"content":null},"finish_reason":"stop"}]}""")[..^2]);

        var events = await ChatAsync(Wire.Grpc, Chat("Hi"));

        events.SkipLast(1).Select(step => step.TextDelta.Text).ShouldBe(["one ", "\ufffd two"]);
        events[^1].Completion.FinishReason.ShouldBe(FinishReason.Stop);
    }

    [Fact]
    public async Task StreamChat_ProviderWritesALongError_IsCutToASentence()
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(
            context, $$$"""{"error":{"message":"{{{new string('x', 60_000)}}}"}}""", 400);

        var failure = await Should.ThrowAsync<RpcException>(() => ChatAsync(Wire.Grpc, Chat("Hi")));

        failure.Status.Detail.Length.ShouldBe(1001);
    }

    [Theory]
    [InlineData(Wire.Grpc)]
    [InlineData(Wire.GrpcWeb)]
    public async Task StreamChat_FirstDelta_ArrivesWhileTheProviderStillWrites(Wire wire)
    {
        var firstSeen = new TaskCompletionSource();
        _proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            await firstSeen.Task.WaitAsync(context.RequestAborted);
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Done());
        };
        using var channel = Channel(wire);
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(Chat("Hi"), Headers(), cancellationToken: Cancel);

        (await call.ResponseStream.MoveNext(Cancel)).ShouldBeTrue();
        firstSeen.SetResult();

        call.ResponseStream.Current.TextDelta.Text.ShouldBe("one");
    }

    [Theory]
    [InlineData(Wire.Grpc)]
    [InlineData(Wire.GrpcWeb)]
    public async Task StreamChat_CallerLeaves_CancelsTheProvidersCall(Wire wire)
    {
        _proxy.Provider.Answer = async context =>
        {
            await ProviderServer.AnswerStreamAsync(context, ProviderServer.Chunk("one"));
            await ProviderServer.NeverAnswerAsync(context);
        };
        using var channel = Channel(wire);
        using (var call = new ChatService.ChatServiceClient(channel).StreamChat(Chat("Hi"), Headers(), cancellationToken: Cancel))
        {
            await call.ResponseStream.MoveNext(Cancel);
        }

        await _proxy.Provider.CallerLeft.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Theory]
    [InlineData(Wire.Grpc)]
    [InlineData(Wire.GrpcWeb)]
    public async Task StreamChat_ProvidersError_IsToldWithItsStatusAndWithoutTheKey(Wire wire)
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerJsonAsync(context, """{"error":{"message":"Bad key sk-test."}}""", 401);

        var failure = await Should.ThrowAsync<RpcException>(() => ChatAsync(wire, Chat("Hi")));

        failure.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        failure.Status.Detail.ShouldBe("Bad key [key removed].");
        var info = failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!;
        (info.Domain, info.Reason).ShouldBe(("text2llm.io", "PROVIDER_ERROR"));
        info.Metadata["http_status"].ShouldBe("401");
    }

    [Fact]
    public async Task StreamChat_ErrorInsideTheStream_EndsTheCallWithIt()
    {
        _proxy.Provider.Answer = context => ProviderServer.AnswerStreamAsync(
            context, ProviderServer.Chunk("one"), ProviderServer.Event("""{"error":{"message":"Overloaded"}}"""));

        var failure = await Should.ThrowAsync<RpcException>(() => ChatAsync(Wire.Grpc, Chat("Hi")));

        failure.Status.Detail.ShouldBe("Overloaded");
        Reason(failure).ShouldBe("PROVIDER_ERROR");
    }

    [Theory]
    [InlineData(Wire.Grpc)]
    [InlineData(Wire.GrpcWeb)]
    public async Task StreamChat_WithoutToken_IsUnauthenticatedWithReason(Wire wire)
    {
        var headers = new Metadata { { "x-provider", "test" } };

        var failure = await Should.ThrowAsync<RpcException>(() => ChatAsync(wire, Chat("Hi"), headers));

        failure.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        failure.Status.Detail.ShouldBe("Sign in first: the call needs the header 'Authorization: Bearer <access token>'.");
        Reason(failure).ShouldBe("UNAUTHENTICATED");
    }

    [Fact]
    public async Task StreamChat_WrongRequest_NamesEveryMistake()
    {
        var chat = new StreamChatRequest { Messages = { new ChatMessage() }, Temperature = 3, MaxOutputTokens = 0 };

        var failure = await Should.ThrowAsync<RpcException>(() => ChatAsync(Wire.Grpc, chat));

        failure.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        failure.Status.Detail.ShouldBe(
            "model has 0 characters; name the provider's model, in at most 256. max_output_tokens is 0; it must be at least 1. "
            + "temperature must be from 0 to 2. messages[0].role is not one of SYSTEM, USER, ASSISTANT, TOOL.");
    }

    [Fact]
    public async Task StreamChat_TooLarge_IsRefusedWithReason()
    {
        var failure = await Should.ThrowAsync<RpcException>(() => ChatAsync(Wire.Grpc, Chat(new string('a', 128 * 1024))));

        failure.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        Reason(failure).ShouldBe("PAYLOAD_TOO_LARGE");
    }

    [Fact]
    public async Task StreamChat_RateLimited_SaysWhenToRetry()
    {
        await using var proxy = await ProxyServer.StartAsync(("Quota:RequestsPerMinute", "1"));
        using var channel = GrpcChannel.ForAddress(proxy.Address);
        var client = new ChatService.ChatServiceClient(channel);
        var headers = new Metadata
        {
            { "authorization", $"Bearer {proxy.Issuer.TokenFor("ada")}" }, { "x-provider", "keyless" },
        };
        using var first = client.StreamChat(Chat("Hi"), headers, cancellationToken: Cancel);
        await first.ResponseStream.MoveNext(Cancel);

        using var second = client.StreamChat(Chat("Hi"), headers, cancellationToken: Cancel);
        var failure = await Should.ThrowAsync<RpcException>(() => second.ResponseStream.MoveNext(Cancel));

        failure.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        Reason(failure).ShouldBe("RATE_LIMITED");
        failure.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task ListProviders_GivesThoseOfTheConfiguration()
    {
        using var channel = Channel(Wire.GrpcWeb);

        var response = await new ChatService.ChatServiceClient(channel).ListProvidersAsync(new ListProvidersRequest(), Headers(), cancellationToken: Cancel);

        response.Providers.ShouldContain(new Provider { Id = "test", DisplayName = "Test provider", KeyRequired = true });
        response.Providers.ShouldContain(new Provider { Id = "keyless", DisplayName = "keyless" });
        response.Providers.Select(provider => provider.Id).ShouldContain("openai");
    }

    [Fact]
    public async Task ListProviders_SwitchedOff_TellsWhyAndUntilWhen()
    {
        using var switches = new Switches.SwitchesFile();
        switches.Write(Switches.SwitchesFile.Manifest("test", "state: Disabled", "reason: Maintenance.", "until: 2126-01-02T03:04:05Z"));
        await using var proxy = await ProxyServer.StartAsync(("Switches:File", switches.Path), ("PROXY_DISABLE_KEYLESS", "true"));
        using var channel = GrpcChannel.ForAddress(proxy.Address);
        var headers = new Metadata { { "authorization", $"Bearer {proxy.Issuer.TokenFor("ada")}" } };

        var response = await new ChatService.ChatServiceClient(channel).ListProvidersAsync(new ListProvidersRequest(), headers, cancellationToken: Cancel);

        response.Providers.Where(provider => provider.Outage is not null).ToDictionary(provider => provider.Id, provider => provider.Outage).ShouldBe(
            new Dictionary<string, ProviderOutage>
            {
                ["keyless"] = new(),
                ["test"] = new()
                {
                    Reason = "Maintenance.",
                    Until = Timestamp.FromDateTimeOffset(new DateTimeOffset(2126, 1, 2, 3, 4, 5, TimeSpan.Zero)),
                },
            },
            ignoreOrder: true);
    }

    private static string Reason(RpcException failure) => failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason;

    private static StreamChatRequest Chat(string text) => new() { Model = "m", Messages = { Message(Role.User, text) } };

    private static ChatMessage Message(Role role, string text) => new() { Role = role, Parts = { new ContentPart { Text = text } } };

    private Metadata Headers() => new()
    {
        { "authorization", $"Bearer {_proxy.Issuer.TokenFor("ada")}" },
        { "x-provider", "test" },
        { "x-provider-key", "sk-test" },
    };

    private GrpcChannel Channel(Wire wire) => GrpcChannel.ForAddress(_proxy.Address, wire switch
    {
        Wire.GrpcWeb => Web(GrpcWebMode.GrpcWeb),
        Wire.GrpcWebText => Web(GrpcWebMode.GrpcWebText),
        _ => new GrpcChannelOptions(),
    });

    private static GrpcChannelOptions Web(GrpcWebMode mode) => new()
    {
        HttpHandler = new GrpcWebHandler(mode, new SocketsHttpHandler()),
        HttpVersion = HttpVersion.Version11,
    };

    private async Task<List<StreamChatResponse>> ChatAsync(Wire wire, StreamChatRequest chat, Metadata? headers = null)
    {
        using var channel = Channel(wire);
        using var call = new ChatService.ChatServiceClient(channel).StreamChat(chat, headers ?? Headers(), cancellationToken: Cancel);
        return await call.ResponseStream.ReadAllAsync(Cancel).ToListAsync(Cancel);
    }

    /// <summary>How the calls travel.</summary>
    public enum Wire
    {
        /// <summary>gRPC over HTTP/2 with prior knowledge.</summary>
        Grpc,

        /// <summary>gRPC-Web over HTTP/1.1.</summary>
        GrpcWeb,

        /// <summary>gRPC-Web in base64, for browsers that cannot read binary streams.</summary>
        GrpcWebText,
    }
}
