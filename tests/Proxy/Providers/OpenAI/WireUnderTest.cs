using System.Text;
using System.Text.Json;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;
using Text2Llm.Proxy.Providers.AzureOpenAI;
using Text2Llm.Proxy.Providers.DeepSeek;
using Text2Llm.Proxy.Providers.Groq;
using Text2Llm.Proxy.Providers.Mistral;
using Text2Llm.Proxy.Providers.OpenAI;
using Text2Llm.Proxy.Providers.OpenRouter;
using Text2Llm.Proxy.Providers.Together;
using Text2Llm.Proxy.Providers.XAI;
using Text2Llm.ServiceDefaults.Errors;
using Provider = Text2Llm.Proxy.Providers.Provider;

namespace Text2Llm.Proxy.Tests.Providers.OpenAI;

/// <summary>A wire format of OpenAI's family, by name, as a test asks it for requests.</summary>
internal static class WireUnderTest
{
    private static readonly ProviderWire[] All =
    [
        OpenAIWire.OpenAI, OpenAIWire.Compatible, AzureOpenAIWire.Wire, DeepSeekWire.Wire, GroqWire.Wire, MistralWire.Wire, OpenRouterWire.Wire,
        TogetherWire.Wire, XAIWire.Wire,
    ];

    public static ProviderWire Named(string name) => All.Single(wire => wire.Name == name);

    /// <summary>A provider that speaks it.</summary>
    public static Provider Provider(string wire, string baseUrl = "https://api.example/v1") =>
        new("x", new ProviderOptions { BaseUrl = baseUrl }, Named(wire));

    /// <summary>The body of a chat's request, and the fields that were named as unsupported, with commas between.</summary>
    public static (string Body, string Unsupported) Write(string wire, StreamChatRequest chat, bool streamed = false, bool ignore = false)
    {
        var provider = Provider(wire);
        var unsupported = new UnsupportedFields(ignore);
        using var request = provider.Wire.Chat.CreateRequest(
            new ChatCall(provider, ProviderKey.From("sk-test", provider), chat, streamed, unsupported));
        return (BodyOf(request), NamesOf(unsupported, provider));
    }

    /// <summary>A request's body.</summary>
    public static string BodyOf(HttpRequestMessage request)
    {
        using var body = request.Content!.ReadAsStream(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(body, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The fields that were named, with commas between.</summary>
    public static string NamesOf(UnsupportedFields unsupported, Provider provider)
    {
        try
        {
            unsupported.Check(provider);
            return "";
        }
        catch (CallException refused)
        {
            return refused.Error.Metadata["fields"];
        }
    }

    /// <summary>A JSON document without its white space.</summary>
    public static string Compact(string json) => JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json), Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
