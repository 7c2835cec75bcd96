using System.Text;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.Gemini;
using Text2Llm.ServiceDefaults.Errors;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Tests.Providers.Gemini;

/// <summary>Gemini's adapter with ids that count, and what tests ask of it.</summary>
internal sealed class GeminiFixture
{
    private int _ids;

    public GeminiFixture(string baseUrl = "https://gemini.test/v1beta")
    {
        Chat = new GeminiChat(() => $"call_{++_ids}");
        var wire = new ProviderWire("gemini", Chat, new GeminiModels(), new GeminiEmbeddings());
        Provider = new Provider("google", new ProviderOptions { BaseUrl = baseUrl, DisplayName = "Google Gemini" }, wire);
        Key = ProviderKey.From(Text2Llm.TestServers.GeminiServer.Key, Provider);
    }

    public GeminiChat Chat { get; }

    public Provider Provider { get; }

    public ProviderKey Key { get; }

    public static StreamChatRequest Say(string text, string model = "gemini-2.5-flash") =>
        new() { Model = model, Messages = { Message(Role.User, new ContentPart { Text = text }) } };

    public static ChatMessage Message(Role role, params IEnumerable<ContentPart> parts) => new() { Role = role, Parts = { parts } };

    public HttpRequestMessage Request(StreamChatRequest chat, bool isStreamed = true, UnsupportedFields? unsupported = null) =>
        Chat.CreateRequest(new ChatCall(Provider, Key, chat, isStreamed, unsupported ?? new UnsupportedFields(areIgnored: false)));

    /// <summary>The body that a chat becomes.</summary>
    public async Task<string> BodyAsync(StreamChatRequest chat)
    {
        using var request = Request(chat);
        return await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The fields that are named as unsupported.</summary>
    public string Unsupported(StreamChatRequest chat)
    {
        var unsupported = new UnsupportedFields(areIgnored: false);
        using var request = Request(chat, unsupported: unsupported);
        return Should.Throw<CallException>(() => unsupported.Check(Provider)).Error.Metadata["fields"];
    }

    /// <summary>Sends a chat to a server, and reads its answer as a stream.</summary>
    public async Task<List<StreamChatResponse>> SendAsync(StreamChatRequest chat)
    {
        using var client = new HttpClient();
        using var request = Request(chat);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        return await ReadAsync(stream);
    }

    /// <summary>Reads a streamed answer.</summary>
    public async Task<List<StreamChatResponse>> ReadAsync(Stream answer) =>
        await Chat.ReadStreamAsync(answer, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>Reads a whole answer.</summary>
    public IReadOnlyList<StreamChatResponse> ReadWhole(string answer) => Chat.ReadWhole(Encoding.UTF8.GetBytes(answer));
}
