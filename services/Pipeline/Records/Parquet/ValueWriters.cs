using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Parquet.Data;
using Parquet.File.Values.Primitives;
using Parquet.Schema;
using Text2Llm.Pipeline.Records.Columns;

namespace Text2Llm.Pipeline.Records.Parquet;

/// <summary>How the values of a column are written.</summary>
internal static class ValueWriters
{
    /// <summary>Writes the value of a number, counted without those that are null.</summary>
    /// <exception cref="InvalidDataException">The values are of a type that is not read.</exception>
    public static Action<Utf8JsonWriter, int> Of(DataField field, RawColumnData data) => data switch
    {
        RawColumnData<ReadOnlyMemory<char>> texts => (json, at) => json.WriteStringValue(texts.Values[at].Span),
        RawColumnData<ReadOnlyMemory<byte>> bytes => (json, at) => ColumnJson.WriteBytes(json, bytes.Values[at].Span),
        RawColumnData<bool> flags => (json, at) => json.WriteBooleanValue(flags.Values[at]),
        RawColumnData<sbyte> numbers => (json, at) => json.WriteNumberValue(numbers.Values[at]),
        RawColumnData<byte> numbers => (json, at) => json.WriteNumberValue(numbers.Values[at]),
        RawColumnData<short> numbers => (json, at) => json.WriteNumberValue(numbers.Values[at]),
        RawColumnData<ushort> numbers => (json, at) => json.WriteNumberValue(numbers.Values[at]),
        RawColumnData<int> numbers when field is TimeDataField time => (json, at) => WriteTime(json, numbers.Values[at], time.Precision),
        RawColumnData<int> numbers => (json, at) => json.WriteNumberValue(numbers.Values[at]),
        RawColumnData<uint> numbers => (json, at) => json.WriteNumberValue(numbers.Values[at]),
        RawColumnData<long> numbers when field is TimeDataField time => (json, at) => WriteTime(json, numbers.Values[at], time.Precision),
        RawColumnData<long> numbers => (json, at) => json.WriteNumberValue(numbers.Values[at]),
        RawColumnData<ulong> numbers => (json, at) => json.WriteNumberValue(numbers.Values[at]),
        RawColumnData<BigInteger> numbers => (json, at) => json.WriteStringValue(numbers.Values[at].ToString(CultureInfo.InvariantCulture)),
        RawColumnData<float> numbers => (json, at) => ColumnJson.WriteNumber(json, numbers.Values[at]),
        RawColumnData<double> numbers => (json, at) => ColumnJson.WriteNumber(json, numbers.Values[at]),
        RawColumnData<decimal> numbers => (json, at) => json.WriteNumberValue(numbers.Values[at]),
        RawColumnData<BigDecimal> numbers => (json, at) => ColumnJson.WriteDecimal(json, numbers.Values[at].UnscaledValue, numbers.Values[at].Scale),
        RawColumnData<DateTime> times when field is DateTimeDataField { DateTimeFormat: DateTimeFormat.Date } =>
            (json, at) => ColumnJson.WriteDate(json, times.Values[at]),
        RawColumnData<DateTime> times => (json, at) =>
            ColumnJson.WriteTimestamp(json, times.Values[at], field is DateTimeDataField { IsAdjustedToUTC: true }),
        RawColumnData<DateOnly> dates => (json, at) => ColumnJson.WriteDate(json, dates.Values[at].ToDateTime(TimeOnly.MinValue)),
        RawColumnData<TimeOnly> times => (json, at) => ColumnJson.WriteTime(json, times.Values[at].Ticks),
        RawColumnData<TimeSpan> times => (json, at) => ColumnJson.WriteTime(json, times.Values[at].Ticks),
        RawColumnData<Guid> ids => (json, at) => json.WriteStringValue(ids.Values[at]),
        RawColumnData<Interval> intervals => (json, at) => WriteInterval(json, intervals.Values[at]),
        _ => throw new InvalidDataException($"its values are of the type {field.ClrType.Name}, which is not read"),
    };

    private static void WriteTime(Utf8JsonWriter json, long value, TimeUnitPrecision unit) => ColumnJson.WriteTime(
        json,
        unit switch
        {
            TimeUnitPrecision.Millis => value * TimeSpan.TicksPerMillisecond,
            TimeUnitPrecision.Micros => value * TimeSpan.TicksPerMicrosecond,
            _ => value / TimeSpan.NanosecondsPerTick,
        });

    // ISO 8601: months and days are not of one length, so that each stands for itself.
    private static void WriteInterval(Utf8JsonWriter json, Interval interval) => json.WriteStringValue(
        string.Create(CultureInfo.InvariantCulture, $"P{interval.Months}M{interval.Days}DT{interval.Millis / 1000m}S"));
}
