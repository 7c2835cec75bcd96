using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Text2Llm.Proxy.Providers;

/// <summary>Reads what providers send. What is no JSON, or text that is no Unicode, is their fault.</summary>
internal static class ProviderJson
{
    /// <summary>Reads an answer, or an event of one.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="type">What it should be.</param>
    /// <param name="fault">What to say where it is something else.</param>
    /// <exception cref="ProviderFaultException">It is something else.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, string fault)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new ProviderFaultException("The provider sent null for an answer.");
        }
        catch (JsonException malformed)
        {
            throw new ProviderFaultException(fault, malformed);
        }
    }

    /// <summary>The arguments of a tool call that came whole, as text; those of none where they are no object.</summary>
    /// <exception cref="ProviderFaultException">They hold what is no UTF-8, which the reader of JSON lets pass until its text is asked for.</exception>
    public static string ArgumentsText(JsonElement? arguments)
    {
        try
        {
            return arguments is { ValueKind: JsonValueKind.Object } given ? given.GetRawText() : "{}";
        }
        catch (InvalidOperationException malformed)
        {
            throw new ProviderFaultException("The provider sent a tool call whose arguments are not valid Unicode.", malformed);
        }
    }
}
