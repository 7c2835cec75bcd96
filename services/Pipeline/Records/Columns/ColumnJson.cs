using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Text2Llm.Pipeline.Records.Columns;

/// <summary>Writes the values that columnar formats have and JSON has not.</summary>
internal static class ColumnJson
{
    /// <summary>As little is escaped as JSON allows. What is written is right by its making.</summary>
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = 1000,
    };

    /// <summary>Bytes: as text where they are UTF-8, since many writers do not mark their texts as such; else in base64.</summary>
    public static void WriteBytes(Utf8JsonWriter json, ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            json.WriteStringValue(bytes);
        }
        else
        {
            json.WriteBase64StringValue(bytes);
        }
    }

    /// <summary>A number; null where it is none, or infinite.</summary>
    public static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <inheritdoc cref="WriteNumber(Utf8JsonWriter, double)"/>
    public static void WriteNumber(Utf8JsonWriter json, float number)
    {
        if (float.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>A decimal number with all its places.</summary>
    public static void WriteDecimal(Utf8JsonWriter json, BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture);
        if (scale > 0)
        {
            digits = digits.PadLeft(scale + 1, '0').Insert(Math.Max(1, digits.Length - scale), ".");
        }

        json.WriteRawValue(unscaled.Sign < 0 ? $"-{digits}" : digits, skipInputValidation: true);
    }

    public static void WriteDate(Utf8JsonWriter json, DateTime date) =>
        json.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>A point in time, with a Z where it is UTC.</summary>
    public static void WriteTimestamp(Utf8JsonWriter json, DateTime time, bool utc) =>
        json.WriteStringValue(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + (utc ? "Z" : string.Empty));

    /// <summary>A time of day.</summary>
    public static void WriteTime(Utf8JsonWriter json, long ticks) =>
        json.WriteStringValue(new TimeSpan(ticks).ToString(ticks % TimeSpan.TicksPerSecond == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.fffffff", CultureInfo.InvariantCulture));
}
