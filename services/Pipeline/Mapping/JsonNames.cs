using System.Text.Encodings.Web;
using System.Text.Json;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>What is said of JSON, and in it.</summary>
internal static class JsonNames
{
    public static string Of(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "a string",
    };

    /// <summary>A text as a JSON string, quotes included.</summary>
    public static byte[] Quote(string text) =>
        [.. "\""u8, .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, .. "\""u8];

    /// <summary>Where JSON is malformed, and how.</summary>
    /// <param name="exception">What the reader said. It counts lines from 0 and columns from 0, in bytes.</param>
    /// <param name="json">What it read: most often one line, and then only the column says something.</param>
    public static Rejection Malformed(JsonException exception, ReadOnlySpan<byte> json)
    {
        var cause = exception.Message.Split(" LineNumber:", 2)[0].TrimEnd('.');
        var line = json.Contains((byte)'\n') ? $"line {exception.LineNumber + 1} of the record, " : "";
        return new Rejection(RejectReasons.MalformedJson, $"{line}column {exception.BytePositionInLine + 1}: {cause}");
    }
}
