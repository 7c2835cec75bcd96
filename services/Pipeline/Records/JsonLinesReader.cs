using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records;

/// <summary>Takes one field of the JSON object on each line for a record. Each line stands or falls alone.</summary>
internal sealed class JsonLinesReader(string field, int maxBytes) : RecordReader
{
    // The reader does not recurse: depth costs it a bit each.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 10_000 };

    private readonly byte[] _field = Encoding.UTF8.GetBytes(field);

    public override async IAsyncEnumerable<ParsedRecord> ReadAsync(
        SourceBytes source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = new LineScanner(source, maxBytes);
        while (await lines.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (lines.TooLong)
            {
                yield return ParsedRecord.TooLarge(lines.Number, maxBytes);
            }
            else if (!lines.Blank)
            {
                yield return Parse(lines.Number, lines.Line.Span);
            }
        }
    }

    internal ParsedRecord Parse(long row, ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line))
        {
            return TextDecoder.Decode(row, line);
        }

        try
        {
            var (text, rejection) = Read(new Utf8JsonReader(line, Options));
            return new ParsedRecord(row, text, rejection);
        }
        catch (JsonException exception)
        {
            // The reader counts lines from 0 within what it was given, which is one line: only its column says something.
            var cause = exception.Message.Split(" LineNumber:", 2)[0].TrimEnd('.');
            return ParsedRecord.Rejected(row, RejectReasons.MalformedJson, $"column {exception.BytePositionInLine + 1}: {cause}");
        }
        catch (InvalidOperationException)
        {
            return ParsedRecord.Rejected(row, RejectReasons.LoneSurrogate, "an escape stands for half of a surrogate pair");
        }
    }

    // Reads to the line's end whatever it finds, for only then is it known to be JSON.
    private (string? Text, Rejection? Rejection) Read(Utf8JsonReader reader)
    {
        string? text = null;
        Rejection? rejection = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            rejection = new Rejection(RejectReasons.WrongType, $"the line is {Describe(reader.TokenType)}, not an object");
        }

        while (reader.Read())
        {
            if (rejection is not null || reader.CurrentDepth != 1
                || reader.TokenType != JsonTokenType.PropertyName || !IsField(reader))
            {
                continue;
            }

            reader.Read();
            if (text is not null)
            {
                rejection = new Rejection(RejectReasons.DuplicateField, $"the field '{field}' is there twice");
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                text = reader.GetString();
            }
            else
            {
                rejection = new Rejection(RejectReasons.WrongType, $"the field '{field}' is {Describe(reader.TokenType)}, not a string");
            }
        }

        rejection ??= text switch
        {
            null => new Rejection(RejectReasons.MissingField, $"no field '{field}'"),
            _ when text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var zero => TextDecoder.ZeroAt(zero),
            _ => null,
        };
        return rejection is null ? (text, null) : (null, rejection);
    }

    private bool IsField(in Utf8JsonReader name)
    {
        try
        {
            return name.ValueTextEquals(_field);
        }
        catch (InvalidOperationException)
        {
            return false; // Half of a surrogate pair stands in the name of some other field.
        }
    }

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "a string",
    };
}
