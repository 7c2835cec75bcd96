namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>The rules between a format that the job names and what it says of records. Where it is told from each file, nothing is known yet.</summary>
internal static class FormatRules
{
    public static void Check(DatasetJobSpec spec, MistakeList mistakes)
    {
        var format = spec.Source.Format;
        if (format == SourceFormat.Auto || mistakes.AnyAt("spec.source.format"))
        {
            return;
        }

        var name = format.ToString().ToLowerInvariant();
        if (spec.Records.Unit is not null && format is not (SourceFormat.Text or SourceFormat.Markdown) && !mistakes.AnyAt("spec.records.unit"))
        {
            var records = format switch
            {
                SourceFormat.Jsonl => "each line is a record",
                SourceFormat.Json => "each object is a record",
                SourceFormat.Html or SourceFormat.Docx or SourceFormat.Pdf => "each file is a record",
                _ => "each row is a record",
            };
            mistakes.Add("spec.records.unit", $"divides text files, but spec.source.format is {name}, where {records}; leave it out");
        }

        if (!IsOfTexts(format))
        {
            return;
        }

        if (spec.Records.Fields is not null && !mistakes.AnyAt("spec.records.fields"))
        {
            mistakes.Add("spec.records.fields", $"names fields of JSON objects, but spec.source.format is {name}; leave it out");
        }

        if (spec.Records.Kind is not (RecordKind.Auto or RecordKind.Text) && !mistakes.AnyAt("spec.records.kind"))
        {
            mistakes.Add("spec.records.kind", $"needs fields, but spec.source.format is {name}, whose records are texts; use text, or leave it out");
        }
    }

    private static bool IsOfTexts(SourceFormat format) =>
        format is SourceFormat.Text or SourceFormat.Markdown or SourceFormat.Html or SourceFormat.Docx or SourceFormat.Pdf;
}
