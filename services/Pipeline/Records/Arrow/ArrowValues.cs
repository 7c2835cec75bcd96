using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Types;
using Text2Llm.Pipeline.Records.Columns;

namespace Text2Llm.Pipeline.Records.Arrow;

/// <summary>Writes values of Arrow arrays as JSON, as Parquet's of the same types are written.</summary>
internal static class ArrowValues
{
    /// <summary>Writes a value.</summary>
    /// <exception cref="InvalidDataException">The array is of a type that is not read.</exception>
    public static void Write(Utf8JsonWriter json, IArrowArray array, int at)
    {
        if (array.IsNull(at))
        {
            json.WriteNullValue();
            return;
        }

        switch (array)
        {
            case StringArray texts:
                json.WriteStringValue(texts.GetBytes(at));
                break;
            case LargeStringArray texts:
                json.WriteStringValue(texts.GetBytes(at));
                break;
            case StringViewArray texts:
                json.WriteStringValue(texts.GetBytes(at));
                break;
            case DictionaryArray words:
                Write(json, words.Dictionary, IndexOf(words.Indices, at));
                break;
            case MapArray map:
                WriteMap(json, map, at);
                break;
            case ListArray list:
                WriteList(json, list.Values, list.ValueOffsets[at], list.ValueOffsets[at + 1]);
                break;
            case LargeListArray list:
                WriteList(json, list.Values, checked((int)list.ValueOffsets[at]), checked((int)list.ValueOffsets[at + 1]));
                break;
            case FixedSizeListArray list:
                var size = ((FixedSizeListType)list.Data.DataType).ListSize;
                WriteList(json, list.Values, (list.Offset + at) * size, (list.Offset + at + 1) * size);
                break;
            case StructArray group:
                WriteStruct(json, group, at);
                break;
            case UnionArray union:
                WriteUnion(json, union, at);
                break;
            default:
                WriteScalar(json, array, at);
                break;
        }
    }

    private static void WriteList(Utf8JsonWriter json, IArrowArray values, int start, int end)
    {
        json.WriteStartArray();
        for (var at = start; at < end; at++)
        {
            Write(json, values, at);
        }

        json.WriteEndArray();
    }

    private static void WriteStruct(Utf8JsonWriter json, StructArray group, int at)
    {
        var fields = ((StructType)group.Data.DataType).Fields;
        json.WriteStartObject();
        for (var field = 0; field < fields.Count; field++)
        {
            json.WritePropertyName(fields[field].Name);
            Write(json, group.Fields[field], at);
        }

        json.WriteEndObject();
    }

    // What the value is, without saying which of the types it has.
    private static void WriteUnion(Utf8JsonWriter json, UnionArray union, int at)
    {
        var field = System.Array.IndexOf([.. ((UnionType)union.Data.DataType).TypeIds], (int)union.TypeIds[at]);
        Write(json, union.Fields[field], union is DenseUnionArray dense ? dense.ValueOffsets[at] : at);
    }

    private static void WriteMap(Utf8JsonWriter json, MapArray map, int at)
    {
        json.WriteStartObject();
        for (var entry = map.ValueOffsets[at]; entry < map.ValueOffsets[at + 1]; entry++)
        {
            json.WritePropertyName(ColumnJson.NameOf(name => Write(name, map.Keys, entry)));
            Write(json, map.Values, entry);
        }

        json.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter json, IArrowArray array, int at)
    {
        switch (array)
        {
            case BooleanArray flags:
                json.WriteBooleanValue(flags.GetValue(at)!.Value);
                break;
            case Int8Array numbers:
                json.WriteNumberValue(numbers.Values[at]);
                break;
            case UInt8Array numbers:
                json.WriteNumberValue(numbers.Values[at]);
                break;
            case Int16Array numbers:
                json.WriteNumberValue(numbers.Values[at]);
                break;
            case UInt16Array numbers:
                json.WriteNumberValue(numbers.Values[at]);
                break;
            case Int32Array numbers:
                json.WriteNumberValue(numbers.Values[at]);
                break;
            case UInt32Array numbers:
                json.WriteNumberValue(numbers.Values[at]);
                break;
            case Int64Array numbers:
                json.WriteNumberValue(numbers.Values[at]);
                break;
            case UInt64Array numbers:
                json.WriteNumberValue(numbers.Values[at]);
                break;
            case HalfFloatArray numbers:
                ColumnJson.WriteNumber(json, (float)numbers.Values[at]);
                break;
            case FloatArray numbers:
                ColumnJson.WriteNumber(json, numbers.Values[at]);
                break;
            case DoubleArray numbers:
                ColumnJson.WriteNumber(json, numbers.Values[at]);
                break;
            case BinaryArray bytes:
                ColumnJson.WriteBytes(json, bytes.GetBytes(at));
                break;
            case LargeBinaryArray bytes:
                ColumnJson.WriteBytes(json, bytes.GetBytes(at));
                break;
            case BinaryViewArray bytes:
                ColumnJson.WriteBytes(json, bytes.GetBytes(at));
                break;
            case FixedSizeBinaryArray { Data.DataType: Decimal128Type type } bytes:
                ColumnJson.WriteDecimal(json, new BigInteger(bytes.GetBytes(at)), type.Scale);
                break;
            case FixedSizeBinaryArray { Data.DataType: Decimal256Type type } bytes:
                ColumnJson.WriteDecimal(json, new BigInteger(bytes.GetBytes(at)), type.Scale);
                break;
            case FixedSizeBinaryArray bytes:
                ColumnJson.WriteBytes(json, bytes.GetBytes(at));
                break;
            default:
                WriteTime(json, array, at);
                break;
        }
    }

    // A day that has no date, such as infinity's, is null.
    private static void WriteDay(Utf8JsonWriter json, long days)
    {
        var ticks = DateTime.UnixEpoch.Ticks + ((Int128)days * TimeSpan.TicksPerDay);
        if (ticks >= 0 && ticks <= DateTime.MaxValue.Ticks)
        {
            ColumnJson.WriteDate(json, new DateTime((long)ticks));
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteTime(Utf8JsonWriter json, IArrowArray array, int at)
    {
        switch (array)
        {
            case Date32Array dates:
                WriteDay(json, dates.Values[at]);
                break;
            case Date64Array dates:
                WriteDay(json, (long)Math.Floor((decimal)dates.Values[at] / TimeSpan.MillisecondsPerDay));
                break;
            case TimestampArray times:
                WriteTimestamp(json, times.Values[at], (TimestampType)times.Data.DataType);
                break;
            case DurationArray durations:
                WriteDuration(json, durations.Values[at], ((DurationType)durations.Data.DataType).Unit);
                break;
            case Time32Array times:
                ColumnJson.WriteTime(json, times.Values[at] * TicksOf(((Time32Type)times.Data.DataType).Unit));
                break;
            case Time64Array times:
                ColumnJson.WriteTime(
                    json,
                    ((Time64Type)times.Data.DataType).Unit == TimeUnit.Nanosecond
                        ? times.Values[at] / TimeSpan.NanosecondsPerTick
                        : times.Values[at] * TimeSpan.TicksPerMicrosecond);
                break;
            default:
                throw new InvalidDataException($"its values are of the type {array.Data.DataType.Name}, which is not read");
        }
    }

    // What lies beyond the years 1 to 9999, as infinity does, is null.
    private static void WriteTimestamp(Utf8JsonWriter json, long value, TimestampType type)
    {
        var ticks = DateTime.UnixEpoch.Ticks + ((Int128)value * TimeSpan.TicksPerSecond / (long)UnitsOfASecond(type.Unit));
        if (ticks >= 0 && ticks <= DateTime.MaxValue.Ticks)
        {
            ColumnJson.WriteTimestamp(json, new DateTime((long)ticks), !string.IsNullOrEmpty(type.Timezone));
        }
        else
        {
            json.WriteNullValue();
        }
    }

    // ISO 8601, in seconds.
    private static void WriteDuration(Utf8JsonWriter json, long value, TimeUnit unit)
    {
        var seconds = value / UnitsOfASecond(unit);
        json.WriteStringValue(string.Create(
            CultureInfo.InvariantCulture, $"{(seconds < 0 ? "-" : "")}PT{Math.Abs(seconds):0.#########}S"));
    }

    private static decimal UnitsOfASecond(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => 1,
        TimeUnit.Millisecond => 1_000,
        TimeUnit.Microsecond => 1_000_000,
        _ => 1_000_000_000,
    };

    private static long TicksOf(TimeUnit unit) => unit == TimeUnit.Second ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond;

    private static int IndexOf(IArrowArray indices, int at) => indices switch
    {
        Int8Array numbers => numbers.Values[at],
        UInt8Array numbers => numbers.Values[at],
        Int16Array numbers => numbers.Values[at],
        UInt16Array numbers => numbers.Values[at],
        Int32Array numbers => numbers.Values[at],
        UInt32Array numbers => checked((int)numbers.Values[at]),
        Int64Array numbers => checked((int)numbers.Values[at]),
        UInt64Array numbers => checked((int)numbers.Values[at]),
        _ => throw new InvalidDataException("the numbers of a dictionary's words are no integers"),
    };
}
