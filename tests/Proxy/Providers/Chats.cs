using System.Text.Json.Nodes;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Errors;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Tests.Providers;

/// <summary>Makes chats, and requests of them.</summary>
internal static class Chats
{
    public static StreamChatRequest Of(string model, params IEnumerable<ChatMessage> messages) => new() { Model = model, Messages = { messages } };

    public static ChatMessage Message(Role role, params IEnumerable<ContentPart> parts) => new() { Role = role, Parts = { parts } };

    public static ChatMessage User(string text) => Message(Role.User, Text(text));

    public static ContentPart Text(string text) => new() { Text = text };

    public static ContentPart Picture(string mediaType, params byte[] data) =>
        new() { Image = new() { MediaType = mediaType, Data = Google.Protobuf.ByteString.CopyFrom(data) } };

    public static ContentPart Call(string id, string name, string arguments) =>
        new() { ToolCall = new() { Id = id, Name = name, ArgumentsJson = arguments } };

    public static ContentPart Result(string id, string text) => new() { ToolResult = new() { ToolCallId = id, Text = text } };

    public static ContentPart Thoughts(string text, string signature) => new() { Thinking = new() { Text = text }, Signature = signature };

    public static ContentPart SealedThoughts(string data) => new() { Thinking = new() { RedactedData = data } };

    /// <summary>The body of the request that an adapter makes of a chat, and the fields that it cannot honour.</summary>
    public static async Task<(JsonNode Body, string Unsupported)> WriteAsync(
        IChatAdapter adapter, Provider provider, string key, StreamChatRequest chat, bool isStreamed = true)
    {
        var unsupported = new UnsupportedFields(areIgnored: false);
        using var request = adapter.CreateRequest(new ChatCall(provider, ProviderKey.From(key, provider), chat, isStreamed, unsupported));
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        try
        {
            unsupported.Check(provider);
            return (body, "");
        }
        catch (CallException refused)
        {
            return (body, refused.Error.Metadata["fields"]);
        }
    }

    /// <summary>Compares JSON by its meaning.</summary>
    public static void ShouldBeJson(this JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue($"{actual?.ToJsonString()}\nis not\n{expected}");
}
