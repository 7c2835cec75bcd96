using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Text2Llm.Local.Demo;

/// <summary>
/// A provider for trying the product without a key: OpenAI's chat completions on the wire, streamed and not, and no language model behind
/// it. The same question always gets the same answer.
/// </summary>
internal static class DemoProvider
{
    /// <summary>The one model it has.</summary>
    public const string Model = "demo";

    /// <summary>Between two words, so that one sees a stream.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Serves it at <c>/v1/chat/completions</c>, and the list of its one model at <c>/v1/models</c>.</summary>
    public static void MapDemoProvider(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/chat/completions", AnswerAsync);
        endpoints.MapGet("/v1/models", () => TypedResults.Ok(new DemoModels([new DemoModel(Model)])));
    }

    private static async Task<Results<Ok<DemoCompletion>, EmptyHttpResult>> AnswerAsync(
        [FromBody] DemoRequest request, HttpResponse response, TimeProvider time, CancellationToken cancel)
    {
        var answer = DemoAnswer.To(request);
        var id = $"demo-{time.GetUtcNow().ToUnixTimeMilliseconds()}";
        var created = time.GetUtcNow().ToUnixTimeSeconds();
        if (request.Stream is not true)
        {
            return TypedResults.Ok(DemoCompletion.Whole(id, created, answer));
        }

        response.ContentType = "text/event-stream";
        var events = new DemoEventWriter(response.Body);
        var role = "assistant";
        foreach (var word in answer.Words)
        {
            await events.WriteAsync(DemoCompletion.Chunk(id, created, new DemoMessage(role, word), null), cancel);
            await Task.Delay(Pause, time, cancel);
            role = null;
        }

        await events.WriteAsync(DemoCompletion.Chunk(id, created, new DemoMessage(null, null), answer.FinishReason), cancel);
        if (request.StreamOptions is { IncludeUsage: true })
        {
            await events.WriteAsync(DemoCompletion.UsageChunk(id, created, answer.Usage), cancel);
        }

        await events.WriteEndAsync(cancel);
        return TypedResults.Empty;
    }
}
