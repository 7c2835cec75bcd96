using System.Text.Json.Nodes;

namespace Text2Llm.Proxy.Tests.Chat;

/// <summary>A streamed chat completion as a strict OpenAI client reads it: any byte out of place is an error.</summary>
internal sealed class StreamedCompletion
{
    private StreamedCompletion(IReadOnlyList<JsonObject> chunks, JsonObject? error) => (Chunks, Error) = (chunks, error);

    /// <summary>Every chunk.</summary>
    public IReadOnlyList<JsonObject> Chunks { get; }

    /// <summary>The error that the stream broke off with; null where it came to its end.</summary>
    public JsonObject? Error { get; }

    /// <summary>The message, put together of its deltas as OpenAI's clients do.</summary>
    public JsonObject Message { get; } = [];

    /// <summary>Why the model stopped.</summary>
    public string? FinishReason { get; private set; }

    /// <summary>The usage chunk's figures; null where there was none.</summary>
    public JsonObject? Usage { get; private set; }

    public static StreamedCompletion Read(string stream)
    {
        stream.ShouldEndWith("\n\n");
        var events = stream[..^2].Split("\n\n").Select(text =>
        {
            text.ShouldStartWith("data: ");
            text.ShouldNotContain('\n');
            return text["data: ".Length..];
        }).ToList();
        var error = events[^1] == "[DONE]" ? null : JsonNode.Parse(events[^1])!["error"].ShouldBeOfType<JsonObject>();
        var read = new StreamedCompletion([.. events.SkipLast(1).Select(data => JsonNode.Parse(data)!.AsObject())], error);
        foreach (var chunk in read.Chunks)
        {
            read.Take(chunk);
        }

        return read;
    }

    private void Take(JsonObject chunk)
    {
        Usage.ShouldBeNull("nothing comes after the usage chunk");
        chunk["object"]!.GetValue<string>().ShouldBe("chat.completion.chunk");
        chunk["id"]!.GetValue<string>().ShouldBe(Chunks[0]["id"]!.GetValue<string>());
        chunk["created"]!.GetValue<long>().ShouldBe(Chunks[0]["created"]!.GetValue<long>());
        chunk["model"]!.GetValue<string>().ShouldNotBeEmpty();
        if (chunk["choices"]!.AsArray().Count == 0)
        {
            Usage = chunk["usage"]!.AsObject();
            return;
        }

        var choice = chunk["choices"]!.AsArray().ShouldHaveSingleItem()!;
        choice["index"]!.GetValue<int>().ShouldBe(0);
        FinishReason.ShouldBeNull("no delta comes after the reason to finish");
        FinishReason = choice["finish_reason"]?.GetValue<string>();
        foreach (var (name, value) in choice["delta"]!.AsObject())
        {
            Merge(name, value!);
        }

        Message.ContainsKey("role").ShouldBeTrue("the first delta says who speaks");
    }

    private void Merge(string name, JsonNode value)
    {
        switch (name)
        {
            case "role":
                Message.ContainsKey("role").ShouldBeFalse();
                Message["role"] = value.GetValue<string>();
                break;
            case "content" or "reasoning_content":
                Message[name] = (Message[name]?.GetValue<string>() ?? "") + value.GetValue<string>();
                break;
            case "reasoning_details":
                // Kept as they came: no client knows how to join them.
                Message[name] ??= new JsonArray();
                value.AsArray().ToList().ForEach(detail => Message[name]!.AsArray().Add(detail!.DeepClone()));
                break;
            case "extra_content":
                Message[name] = value.DeepClone();
                break;
            case "tool_calls":
                Message[name] ??= new JsonArray();
                value.AsArray().ToList().ForEach(piece => MergeCall(Message[name]!.AsArray(), piece!.AsObject()));
                break;
            default:
                throw new InvalidOperationException($"No client knows {name}.");
        }
    }

    private static void MergeCall(JsonArray calls, JsonObject piece)
    {
        var index = piece["index"]!.GetValue<int>();
        if (index == calls.Count)
        {
            piece["type"]!.GetValue<string>().ShouldBe("function");
            piece["id"]!.GetValue<string>().ShouldNotBeEmpty();
            var call = piece.DeepClone().AsObject();
            call.Remove("index");
            calls.Add(call);
            return;
        }

        index.ShouldBeLessThan(calls.Count, "calls are numbered without gaps");
        piece.ContainsKey("id").ShouldBeFalse();
        var function = calls[index]!["function"]!;
        function["arguments"] = function["arguments"]!.GetValue<string>() + piece["function"]!["arguments"]!.GetValue<string>();
        if (piece["extra_content"] is { } extra)
        {
            calls[index]!["extra_content"] = extra.DeepClone();
        }
    }
}
