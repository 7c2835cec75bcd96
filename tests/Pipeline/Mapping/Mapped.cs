using System.Text;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Mapping;

/// <summary>Maps records that tests write as JSON.</summary>
internal static class Mapped
{
    public static ParsedRecord Input(string json) => ParsedRecord.OfFields(1, Encoding.UTF8.GetBytes(json));

    public static RecordLayout Layout(RecordsSpec spec, params string[] lines)
    {
        var detector = new KindDetector(spec);
        foreach (var line in lines)
        {
            detector.Add(Input(line));
        }

        return detector.Detect();
    }

    /// <summary>The record of a line, whose own fields tell its kind.</summary>
    public static DatasetRecord Record(string json, RecordsSpec? spec = null)
    {
        var (record, rejection) = Try(json, spec ?? new RecordsSpec());
        rejection.ShouldBeNull();
        return record!;
    }

    public static Rejection Rejection(string json, RecordsSpec? spec = null)
    {
        var (record, rejection) = Try(json, spec ?? new RecordsSpec());
        record.ShouldBeNull();
        return rejection!;
    }

    public static (DatasetRecord? Record, Rejection? Rejection) Try(string json, RecordsSpec spec, RecordLayout? layout = null) =>
        new RecordMapper(spec, layout ?? Layout(spec, json)).TryMap(Input(json), out var record, out var rejection)
            ? (record, null)
            : (null, rejection);

    /// <summary>A record in a line: each part's kind, who speaks, its text and its other members.</summary>
    public static string Show(DatasetRecord record) => string.Join(" | ", record.Parts.Select(part =>
        $"{part.Kind}{(part.Role == ChatRole.None ? "" : $"/{part.Role}")}: {part.Text}{(part.Extra is null ? "" : $" {part.Extra}")}"));
}
