using System.Net;
using System.Text.Json.Nodes;

namespace Text2Llm.Proxy.Tests.Chat;

/// <summary>A program with an OpenAI client, which chats with one provider through a proxy.</summary>
internal sealed class CompletionsClient(ProxyServer proxy, string provider, string key)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Asks for a whole answer.</summary>
    public async Task<JsonObject> CompleteAsync(JsonObject request, bool ignoresUnsupported = false)
    {
        using var response = await SendAsync(request, ignoresUnsupported);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        response.Content.Headers.ContentLength.ShouldBe(System.Text.Encoding.UTF8.GetByteCount(body));
        var completion = JsonNode.Parse(body)!.AsObject();
        completion["object"]!.GetValue<string>().ShouldBe("chat.completion");
        completion["id"]!.GetValue<string>().ShouldStartWith("chatcmpl-");
        completion["choices"]!.AsArray().ShouldHaveSingleItem()!["index"]!.GetValue<int>().ShouldBe(0);
        return completion;
    }

    /// <summary>Asks for a streamed one.</summary>
    public async Task<StreamedCompletion> StreamAsync(JsonObject request, bool tellsUsage = true)
    {
        var streamed = request.DeepClone().AsObject();
        streamed["stream"] = true;
        if (tellsUsage)
        {
            streamed["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        using var response = await SendAsync(streamed);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return StreamedCompletion.Read(body);
    }

    /// <summary>Asks for what is refused.</summary>
    public async Task<(HttpStatusCode Status, JsonObject Error)> FailAsync(JsonNode request, string? keyOfAnother = null)
    {
        using var response = await SendAsync(request, other: keyOfAnother);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        response.IsSuccessStatusCode.ShouldBeFalse(body);
        return (response.StatusCode, JsonNode.Parse(body)!["error"]!.AsObject());
    }

    private Task<HttpResponseMessage> SendAsync(JsonNode request, bool ignoresUnsupported = false, string? other = null)
    {
        var message = proxy.Request(request.ToJsonString(), provider, other ?? key);
        if (ignoresUnsupported)
        {
            message.Headers.Add("x-unsupported", "ignore");
        }

        return proxy.Client.SendAsync(message, Cancel);
    }
}
