using System.Collections;
using System.Globalization;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Jobs.Reading;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Reports;

/// <summary>A job's parameters one by one, with the defaults that the job left out.</summary>
internal static class JobParameters
{
    /// <summary>
    /// Every parameter that has a value, in the order of the types: <c>dedup.fuzzy.bands</c> and <c>14</c>. URLs come without their query, which
    /// may be a signature.
    /// </summary>
    public static IEnumerable<(string Path, string Value)> Of(DatasetJobSpec spec) => OfRecord(spec, "");

    private static IEnumerable<(string Path, string Value)> OfRecord(object record, string path) =>
        RecordBinder.Properties(record.GetType()).SelectMany(property => property.Value.GetValue(record) is { } value
            ? OfValue(value, path.Length == 0 ? property.Key : $"{path}.{property.Key}")
            : []);

    private static IEnumerable<(string Path, string Value)> OfValue(object value, string path) => value switch
    {
        IEnumerable<string> texts => [(path, string.Join(", ", texts.Select(PlaceUri.Shown)))],
        IList list => list.Cast<object>().SelectMany((item, number) => OfValue(item, $"{path}[{number}]")),
        Enum choice => [(path, ScalarBinder.NamesOf(choice.GetType()).Single(name => name.Value.Equals(choice)).Key)],
        bool flag => [(path, flag ? "true" : "false")],
        string text => [(path, PlaceUri.Shown(text))],
        _ when ScalarBinder.Takes(value.GetType()) => [(path, Convert.ToString(value, CultureInfo.InvariantCulture)!)],
        _ => OfRecord(value, path),
    };
}
