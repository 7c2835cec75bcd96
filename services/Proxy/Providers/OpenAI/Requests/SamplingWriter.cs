using System.Text.Json;

namespace Text2Llm.Proxy.Providers.OpenAI.Requests;

/// <summary>Writes how the answer is to be drawn, where it is to stop, and for whom it is.</summary>
internal static class SamplingWriter
{
    public static void Write(Utf8JsonWriter json, ChatCall call, OpenAIDialect dialect)
    {
        var (chat, unsupported) = (call.Chat, call.Unsupported);
        if (chat.HasMaxOutputTokens)
        {
            json.WriteNumber(dialect.MaxTokensField, chat.MaxOutputTokens);
        }

        WriteNumber("temperature", chat.HasTemperature, chat.Temperature);
        WriteNumber("top_p", chat.HasTopP, chat.TopP);
        WriteNumber("frequency_penalty", chat.HasFrequencyPenalty, chat.FrequencyPenalty);
        WriteNumber("presence_penalty", chat.HasPresencePenalty, chat.PresencePenalty);
        if (chat.HasTopK && dialect.Takes("top_k", unsupported))
        {
            json.WriteNumber("top_k", chat.TopK);
        }

        // A dialect's own word for the seed is no refusal of it, even where OpenAI's word is refused.
        if (chat.HasSeed && (dialect.SeedField != "seed" || dialect.Takes("seed", unsupported)))
        {
            json.WriteNumber(dialect.SeedField, chat.Seed);
        }

        WriteStops(json, call, dialect);
        if (chat.EndUser.Length > 0 && dialect.Takes("user", unsupported))
        {
            json.WriteString(dialect.UserField, chat.EndUser);
        }

        void WriteNumber(string field, bool isSet, double value)
        {
            if (isSet && dialect.Takes(field, unsupported))
            {
                json.WriteNumber(field, value);
            }
        }
    }

    private static void WriteStops(Utf8JsonWriter json, ChatCall call, OpenAIDialect dialect)
    {
        var stops = call.Chat.StopSequences;
        if (stops.Count == 0)
        {
            return;
        }

        if (stops.Count > dialect.MostStops)
        {
            call.Unsupported.Add($"stop[{dialect.MostStops}]");
        }

        json.WriteStartArray("stop");
        foreach (var stop in stops.Take(dialect.MostStops ?? stops.Count))
        {
            json.WriteStringValue(stop);
        }

        json.WriteEndArray();
    }
}
