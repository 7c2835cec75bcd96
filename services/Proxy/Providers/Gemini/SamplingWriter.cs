using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>Writes how tokens are chosen and where the answer ends, into <c>generationConfig</c>.</summary>
internal static class SamplingWriter
{
    private const int MostStopSequences = 5;

    /// <summary>Writes what the chat sets.</summary>
    public static void Write(Utf8JsonWriter json, StreamChatRequest chat, UnsupportedFields unsupported)
    {
        WriteNumber(json, "temperature", chat.HasTemperature ? chat.Temperature : null);
        WriteNumber(json, "topP", chat.HasTopP ? chat.TopP : null);
        WriteNumber(json, "presencePenalty", chat.HasPresencePenalty ? chat.PresencePenalty : null);
        WriteNumber(json, "frequencyPenalty", chat.HasFrequencyPenalty ? chat.FrequencyPenalty : null);
        WriteNumber(json, "topK", chat.HasTopK ? chat.TopK : null);
        WriteNumber(json, "maxOutputTokens", chat.HasMaxOutputTokens ? chat.MaxOutputTokens : null);
        WriteSeed(json, chat, unsupported);
        WriteStops(json, chat, unsupported);
    }

    private static void WriteSeed(Utf8JsonWriter json, StreamChatRequest chat, UnsupportedFields unsupported)
    {
        if (chat is { HasSeed: true, Seed: < int.MinValue or > int.MaxValue })
        {
            unsupported.Add("seed");
            return;
        }

        WriteNumber(json, "seed", chat.HasSeed ? (int)chat.Seed : null);
    }

    private static void WriteStops(Utf8JsonWriter json, StreamChatRequest chat, UnsupportedFields unsupported)
    {
        if (chat.StopSequences.Count > MostStopSequences)
        {
            unsupported.Add("stop");
            return;
        }

        if (chat.StopSequences.Count == 0)
        {
            return;
        }

        json.WriteStartArray("stopSequences");
        foreach (var stop in chat.StopSequences)
        {
            json.WriteStringValue(stop);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
    }
}
