using System.Globalization;
using System.Text;

namespace Text2Llm.Pipeline.Records.Tables;

/// <summary>Names the columns of a table, each otherwise.</summary>
internal static class ColumnNames
{
    /// <summary>The names that a header has; one that is empty or there already gets a number.</summary>
    public static IReadOnlyList<string> Of(ReadOnlySpan<byte> header, IReadOnlyList<CsvField> fields)
    {
        var names = new List<string>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var text = Encoding.UTF8.GetString(header.Slice(field.Start, field.Length)).Trim();
            var wanted = text.Length == 0 ? Numbered("column", names.Count + 1) : field.Quoted ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
            var name = wanted;
            for (var number = 2; !taken.Add(name); number++)
            {
                name = Numbered($"{wanted}_", number);
            }

            names.Add(name);
        }

        return names;
    }

    /// <summary>The names of so many columns without a header: column1, column2, …</summary>
    public static IReadOnlyList<string> Of(int columns) => [.. Enumerable.Range(1, columns).Select(number => Numbered("column", number))];

    private static string Numbered(string name, int number) => name + number.ToString(CultureInfo.InvariantCulture);
}
