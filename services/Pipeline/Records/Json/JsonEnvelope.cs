using System.Text.Json;

namespace Text2Llm.Pipeline.Records.Json;

/// <summary>An object around an array of records, as many tools export it: <c>{"data": [{…}, {…}]}</c>.</summary>
internal static class JsonEnvelope
{
    // Not messages or conversations: an object with one of those is itself a record.
    private static readonly string[] Names =
        ["data", "rows", "records", "items", "examples", "samples", "instances", "entries", "documents", "results", "train"];

    /// <summary>Where the array of records begins, or -1 when the content is no such object.</summary>
    public static int ArrayIn(ReadOnlySpan<byte> head)
    {
        try
        {
            var reader = new Utf8JsonReader(head, isFinalBlock: false, default);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return -1;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isOne = IsOne(reader);
                if (!reader.Read())
                {
                    return -1;
                }

                var start = (int)reader.TokenStartIndex;
                if (isOne && reader.TokenType == JsonTokenType.StartArray)
                {
                    return !reader.Read() || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.EndArray ? start : -1;
                }

                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && !reader.TrySkip())
                {
                    return -1;
                }
            }
        }
        catch (JsonException)
        {
            // The records themselves will tell what is wrong.
        }

        return -1;
    }

    private static bool IsOne(in Utf8JsonReader name)
    {
        foreach (var known in Names)
        {
            if (name.ValueTextEquals(known))
            {
                return true;
            }
        }

        return false;
    }
}
