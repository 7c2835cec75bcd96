using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Decontamination;

/// <summary>Reads the benchmarks that a job names, of whatever format.</summary>
internal static class BenchmarkReader
{
    /// <param name="spec">What the job says.</param>
    /// <param name="files">The benchmarks.</param>
    /// <param name="opener">Opens them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RunFailedException">A benchmark is not there, or cannot be read to its end.</exception>
    public static async Task<BenchmarkIndex> ReadAsync(
        DecontaminateSpec spec, IReadOnlyList<SourceFile> files, SourceOpener opener, CancellationToken cancellationToken)
    {
        var reader = new SourceReader(new SourceSpec(), new RecordsSpec(), new RunLimits().MaxRecordBytes, opener.OpenAsync);
        var texts = new List<BenchmarkText>();
        foreach (var file in files)
        {
            try
            {
                await ReadAsync(reader, file, spec.Fields, texts, cancellationToken).ConfigureAwait(false);
            }
            catch (SourceProblemException exception)
            {
                // A benchmark that is only half known would let the other half through.
                throw new RunFailedException($"spec.decontaminate.uris: {PlaceUri.Shown(file.Path)} cannot be read: {exception.Problem.Detail}", exception);
            }
        }

        return BenchmarkIndex.Of(spec.Ngram, texts);
    }

    private static async Task ReadAsync(
        SourceReader reader, SourceFile file, IReadOnlyList<string>? fields, List<BenchmarkText> texts, CancellationToken cancellationToken)
    {
        await foreach (var content in reader.ReadAsync(file, SourceSlice.Whole, new ReadMeter(), cancellationToken).ConfigureAwait(false))
        {
            await foreach (var record in content.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (record.Text is { } text)
                {
                    texts.Add(new BenchmarkText(content.Name, text));
                }
                else if (record.Json.Length > 0)
                {
                    AddFields(content.Name, record, fields, texts);
                }
            }
        }
    }

    private static void AddFields(string name, in ParsedRecord record, IReadOnlyList<string>? fields, List<BenchmarkText> texts)
    {
        try
        {
            using var json = JsonDocument.Parse(record.Json);
            foreach (var member in json.RootElement.EnumerateObject().Where(member => fields is null || fields.Contains(member.Name)))
            {
                AddStrings(name, member.Value, texts);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new SourceProblemException(RejectReasons.MalformedJson, $"line {record.Row}: {exception.Message}", exception);
        }
    }

    // Answers to choose from stand in lists, conversations in lists of objects.
    private static void AddStrings(string name, JsonElement value, List<BenchmarkText> texts)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                texts.Add(new BenchmarkText(name, value.GetString()!));
                break;
            case JsonValueKind.Array:
                value.EnumerateArray().ToList().ForEach(item => AddStrings(name, item, texts));
                break;
            case JsonValueKind.Object:
                value.EnumerateObject().ToList().ForEach(member => AddStrings(name, member.Value, texts));
                break;
            default:
                break;
        }
    }
}
