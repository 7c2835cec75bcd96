using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records.Json;
using Text2Llm.Pipeline.Records.Tables;

namespace Text2Llm.Pipeline.Sources;

/// <summary>Tells the format of a text from its name and its first bytes.</summary>
internal static class FormatSniffer
{
    private const int LongHead = 64 * 1024;

    /// <summary>The format of a text.</summary>
    /// <param name="name">Its name, without what says how it is compressed.</param>
    /// <param name="head">Its first bytes in UTF-8, or all.</param>
    /// <param name="unit">What of a text the job takes for a record.</param>
    public static FormatGuess Of(string name, ReadOnlySpan<byte> head, TextUnit? unit)
    {
        var extension = Path.GetExtension(name);
        var named = $"named {extension}";
        return extension.ToUpperInvariant() switch
        {
            ".JSONL" or ".NDJSON" => new FormatGuess(SourceFormat.Jsonl, named, true),
            ".JSON" => new FormatGuess(JsonOf(head) ?? SourceFormat.Jsonl, named, true),
            ".CSV" => new FormatGuess(SourceFormat.Csv, named, true),
            ".TSV" or ".TAB" => new FormatGuess(SourceFormat.Tsv, named, true),
            ".HTML" or ".HTM" or ".XHTML" => new FormatGuess(SourceFormat.Html, named, true),

            // Of a part of a document nothing but its text can be taken.
            ".MD" or ".MARKDOWN" when unit is null or TextUnit.Document => new FormatGuess(SourceFormat.Markdown, named, true),
            ".TXT" or ".TEXT" or ".MD" or ".MARKDOWN" or ".RST" => new FormatGuess(SourceFormat.Text, named, true),
            _ => ByContent(head, unit),
        };
    }

    private static FormatGuess ByContent(ReadOnlySpan<byte> head, TextUnit? unit)
    {
        if (JsonOf(head) is { } json)
        {
            return json == SourceFormat.Jsonl
                ? new FormatGuess(json, "the first line is a JSON object", true)
                : new FormatGuess(json, "it begins as JSON does", true);
        }

        if (IsHtml(head))
        {
            return new FormatGuess(SourceFormat.Html, "it begins as an HTML page does", true);
        }

        return unit is null && CsvSniffer.LooksLikeTable(head) is { } table
            ? new FormatGuess(table, "each of the first rows has as many fields as the first", true)
            : new FormatGuess(SourceFormat.Text, "it begins like no other format", false);
    }

    /// <summary>JSON Lines, or JSON in any other layout, or null when it begins like neither.</summary>
    private static SourceFormat? JsonOf(ReadOnlySpan<byte> head)
    {
        var content = head.TrimStart(" \t\r\n"u8);
        if (content.StartsWith("["u8))
        {
            return BeginsAsJson(content) ? SourceFormat.Json : null;
        }

        if (!content.StartsWith("{"u8))
        {
            return null;
        }

        var end = content.IndexOf((byte)'\n');
        var line = (end < 0 ? content : content[..end]).TrimEnd(" \t\r"u8);
        if (!IsObject(line))
        {
            // A line longer than the head cannot be told from the first line of a file of one object; lines are the commoner.
            return !BeginsAsJson(content) ? null
                : end < 0 && head.Length >= LongHead && JsonEnvelope.ArrayIn(content) < 0 ? SourceFormat.Jsonl
                : SourceFormat.Json;
        }

        // One object alone may hold an array of records.
        var only = end < 0 || !content[end..].ContainsAnyExcept(" \t\r\n"u8);
        return only && JsonEnvelope.ArrayIn(content) >= 0 ? SourceFormat.Json : SourceFormat.Jsonl;
    }

    private static bool IsObject(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
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

    // Its first tokens: more than a bracket, which other texts begin with too.
    private static bool BeginsAsJson(ReadOnlySpan<byte> content)
    {
        try
        {
            var reader = new Utf8JsonReader(content, isFinalBlock: false, default);
            var tokens = 0;
            while (tokens < 64 && reader.Read())
            {
                tokens++;
            }

            return tokens > 2 || (tokens == 2 && reader.CurrentDepth == 0);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsHtml(ReadOnlySpan<byte> head)
    {
        var content = head.TrimStart(" \t\r\n"u8);
        return StartsWith(content, "<!doctype html"u8) || StartsWith(content, "<html"u8)
            || (StartsWith(content, "<?xml"u8) && content[..Math.Min(1024, content.Length)].IndexOf("<html"u8) >= 0);
    }

    private static bool StartsWith(ReadOnlySpan<byte> content, ReadOnlySpan<byte> beginning) =>
        content.Length >= beginning.Length && System.Text.Ascii.EqualsIgnoreCase(content[..beginning.Length], beginning);
}
