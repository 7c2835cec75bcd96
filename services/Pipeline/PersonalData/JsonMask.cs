using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Text2Llm.Pipeline.PersonalData;

/// <summary>
/// Masks the strings within JSON, and JSON within such strings (the arguments of a tool call), so that it stays JSON. Names of members and
/// numbers stay as they are, and so does every byte beside the strings that change.
/// </summary>
internal sealed class JsonMask(PersonalDataMask mask)
{
    // A string in JSON in a string in JSON: nobody goes deeper.
    private const int DeepestNesting = 4;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 10_000 };

    /// <summary>The JSON with its placeholders; the same object when there is nothing to mask.</summary>
    public string Mask(string json)
    {
        // Most have nothing; and without escapes, what is there to be found stands there as it is.
        return json.Contains('\\', StringComparison.Ordinal) || mask.Finds(json) ? TryMask(json, 0) ?? mask.Mask(json) : json;
    }

    /// <summary>The masked JSON, or null when it is none.</summary>
    private string? TryMask(string json, int nesting)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        if (!IsJson(bytes))
        {
            return null;
        }

        var reader = new Utf8JsonReader(bytes, Options);
        var output = new ArrayBufferWriter<byte>(bytes.Length + 16);
        var (copied, name) = (0, "");
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = TextOf(ref reader) ?? "";
            }
            else if (reader.TokenType == JsonTokenType.String && TextOf(ref reader) is { } value && MaskValue(name, value, nesting) is var masked
                && masked != value)
            {
                var start = (int)reader.TokenStartIndex;
                output.Write(bytes.AsSpan(copied, start - copied));
                output.Write("\""u8);
                output.Write(JsonEncodedText.Encode(masked, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
                output.Write("\""u8);
                copied = (int)reader.BytesConsumed;
            }
        }

        if (copied == 0)
        {
            return json;
        }

        output.Write(bytes.AsSpan(copied));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private string MaskValue(string name, string value, int nesting)
    {
        var nested = nesting < DeepestNesting && value.AsSpan().TrimStart() is ['{' or '[', ..];
        if (nested && TryMask(value, nesting + 1) is { } json)
        {
            return json;
        }

        // As code would write it, so that the name tells what the value is, and the quote where it begins.
        var before = $"\"{name}\": \"";
        return mask.Mask($"{before}{value}\"", before.Length)[..^1];
    }

    // Before anything is counted: what is no JSON is masked as text.
    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, Options);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair: it cannot be written again, and stays.
        }
    }
}
