using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Text2Llm.Pipeline.Records.Columns;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Text2Llm.Pipeline.Records.Markdown;

/// <summary>Reads YAML as JSON.</summary>
internal static class YamlFields
{
    private const int MaxDepth = 32;

    /// <summary>The object that the text is; null where it is none. An alias is its name, so that nothing grows.</summary>
    public static byte[]? Read(string yaml)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, ColumnJson.WriterOptions);
        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            if (!parser.Accept<MappingStart>(out _))
            {
                return null;
            }

            Write(parser, json, MaxDepth);
            parser.Consume<DocumentEnd>();
            json.Flush();
            return bytes.WrittenSpan.ToArray();
        }
        catch (Exception exception) when (exception is YamlException or InvalidDataException)
        {
            return null;
        }
    }

    private static void Write(IParser parser, Utf8JsonWriter json, int depth)
    {
        if (depth == 0)
        {
            throw new InvalidDataException("It is nested too deeply.");
        }

        if (parser.TryConsume<MappingStart>(out _))
        {
            json.WriteStartObject();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                json.WritePropertyName(parser.TryConsume<Scalar>(out var name) ? name.Value : throw new InvalidDataException("A name is no text."));
                Write(parser, json, depth - 1);
            }

            json.WriteEndObject();
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            json.WriteStartArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                Write(parser, json, depth - 1);
            }

            json.WriteEndArray();
        }
        else if (parser.TryConsume<Scalar>(out var scalar))
        {
            WriteScalar(json, scalar);
        }
        else
        {
            json.WriteStringValue(parser.Consume<AnchorAlias>().Value.Value);
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain)
        {
            json.WriteStringValue(text);
        }
        else if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            json.WriteNullValue();
        }
        else if (bool.TryParse(text, out var flag))
        {
            json.WriteBooleanValue(flag);
        }
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text)
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }
}
