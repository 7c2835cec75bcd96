using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Text2Llm.Protos.V1;

namespace Text2Llm.Web.Tests.Lab;

/// <summary>What the chat service does, and what it was sent.</summary>
internal sealed class ChatScript
{
    public Func<IServerStreamWriter<StreamChatResponse>, ServerCallContext, Task> Answer { get; set; } =
        (stream, _) => SayAsync(stream, "Hello", " there");

    public ConcurrentQueue<(StreamChatRequest Request, Metadata Headers)> Calls { get; } = [];

    /// <summary>The tokens that are refused.</summary>
    public HashSet<string> RefusedTokens { get; } = [];

    public List<Provider> Providers { get; } =
    [
        new() { Id = "demo", DisplayName = "Demo", SuggestedModels = { "demo-1", "demo-2" } },
        new() { Id = "openai", DisplayName = "OpenAI", KeyRequired = true, SuggestedModels = { "gpt-4.1-mini" }, KeyUrl = "https://keys.example/" },
    ];

    public static async Task SayAsync(IServerStreamWriter<StreamChatResponse> stream, params string[] texts)
    {
        foreach (var text in texts)
        {
            await stream.WriteAsync(new StreamChatResponse { TextDelta = new TextDelta { Text = text } });
        }

        await stream.WriteAsync(new StreamChatResponse
        {
            Completion = new Completion
            {
                FinishReason = FinishReason.Stop,
                Model = "demo-1-exact",
                Usage = new TokenUsage { InputTokens = 1234, OutputTokens = 2, Estimated = true },
            },
        });
    }

    public static RpcException Refusal(StatusCode code, string reason, string message = "", TimeSpan? retryAfter = null)
    {
        var status = new Google.Rpc.Status
        {
            Code = (int)code,
            Message = message,
            Details = { Any.Pack(new ErrorInfo { Domain = "text2llm.io", Reason = reason, Metadata = { ["limit"] = "20" } }) },
        };
        if (retryAfter is { } wait)
        {
            status.Details.Insert(0, Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) }));
        }

        return status.ToRpcException();
    }
}
