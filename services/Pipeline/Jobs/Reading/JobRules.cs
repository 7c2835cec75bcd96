using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>The rules that concern several fields, or more of a value than its type.</summary>
internal static class JobRules
{
    private static readonly ByteSize SmallestFile = new(4 * 1024);
    private static readonly ByteSize LargestFile = new(64L << 30);

    public static void Check(DatasetJob job, MistakeList mistakes)
    {
        var spec = job.Spec;
        if (!mistakes.AnyAt("spec.source"))
        {
            CheckSource(spec.Source, mistakes);
        }

        FormatRules.Check(spec, mistakes);
        RecordRules.Check(spec, mistakes);
        DedupRules.Check(spec, mistakes);
        if (mistakes.Has("spec.output.uri") && !mistakes.AnyAt("spec.output.uri"))
        {
            if (PlaceUri.OutputMistake(spec.Output.Uri) is { } mistake)
            {
                mistakes.Add("spec.output.uri", mistake);
            }
        }

        SplitRules.Check(spec.Split, mistakes);
        FilterRules.Check(spec.Filters, mistakes);
        LanguageRules.Check(spec.Filters, mistakes);
        var size = spec.Output.MaxFileSize;
        if (!mistakes.AnyAt("spec.output.maxFileSize") && (size.Bytes < SmallestFile.Bytes || size.Bytes > LargestFile.Bytes))
        {
            mistakes.Add("spec.output.maxFileSize", $"'{size}' will not do; use {SmallestFile} to {LargestFile}");
        }
    }

    private static void CheckSource(SourceSpec source, MistakeList mistakes)
    {
        if (source.Uri is not null && source.Uris is not null)
        {
            mistakes.Add("spec.source.uris", "stands beside uri; give exactly one of the two");
        }
        else if (source.Uri is null && source.Uris is null)
        {
            if (mistakes.Has("spec.source"))
            {
                mistakes.Add("spec.source", "says nothing of what to read; give uri (a file, folder or glob) or uris (a list of them)");
            }
        }

        if (source.Uri is not null)
        {
            CheckUri(source.Uri, "spec.source.uri", mistakes);
        }

        for (var i = 0; i < source.Uris?.Count; i++)
        {
            CheckUri(source.Uris[i], $"spec.source.uris[{i}]", mistakes);
        }
    }

    private static void CheckUri(string uri, string path, MistakeList mistakes)
    {
        if (PlaceUri.Mistake(uri) is { } mistake)
        {
            mistakes.Add(path, mistake);
        }
    }
}
