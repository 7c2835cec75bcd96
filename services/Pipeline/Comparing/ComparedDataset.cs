using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Inspecting;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Comparing;

/// <summary>One of two datasets that are compared: a folder that a run wrote, or any files that can be read.</summary>
internal sealed class ComparedDataset
{
    private const int SampledRecords = 1000;
    private const int SampledFiles = 16;

    private readonly SourceReader _reader;
    private readonly IReadOnlyList<SourceFile> _files;

    private ComparedDataset(IReadOnlyList<SourceFile> files, JsonElement? counts, IStores stores)
    {
        (_files, Counts) = (files, counts);
        _reader = new(new SourceSpec(), new RecordsSpec(), new RunLimits().MaxRecordBytes, new SourceOpener(stores).OpenAsync);
    }

    /// <summary>What the run's report says of its records; null where there is none.</summary>
    public JsonElement? Counts { get; }

    /// <summary>How many records cannot be read, as far as records have been.</summary>
    public long Rejected { get; private set; }

    /// <summary>Finds a dataset's files.</summary>
    /// <exception cref="FileNotFoundException">There are none.</exception>
    public static async Task<ComparedDataset> FindAsync(string uri, string folder, IStores stores, CancellationToken cancellationToken)
    {
        if (PlaceUri.Mistake(uri) is { } mistake)
        {
            throw new FileNotFoundException(mistake);
        }

        var search = new SourceSearch(stores, folder, [], cancellationToken);
        if (await FindReportAsync(uri, folder, stores, cancellationToken).ConfigureAwait(false) is { } report)
        {
            foreach (var output in report.GetProperty("outputs").EnumerateArray())
            {
                var name = output.GetProperty("name").GetString()!;
                if (await search.AddAsync($"{uri.TrimEnd('/')}/{name}").ConfigureAwait(false) is not null)
                {
                    throw new FileNotFoundException($"'{uri}' lacks its data file {name}");
                }
            }

            return new ComparedDataset(search.ToSet().Files, report.TryGetProperty("records", out var records) ? records : null, stores);
        }

        return await search.AddAsync(uri).ConfigureAwait(false) is { } missing
            ? throw new FileNotFoundException(missing)
            : new ComparedDataset(search.ToSet().Files, null, stores);
    }

    // The report of the run that wrote a folder; null where none did.
    private static async Task<JsonElement?> FindReportAsync(string uri, string folder, IStores stores, CancellationToken cancellationToken)
    {
        if (PlaceUri.IsUrl(uri) || GlobPattern.IsGlob(uri))
        {
            return null;
        }

        IFileStore store = PlaceUri.IsLocal(uri) ? new FolderStore(PlaceUri.Resolve(uri, folder)) : stores.OpenFolder(uri);
        if (await ReportFiles.NamesOfEarlierRunAsync(store, cancellationToken).ConfigureAwait(false) is null)
        {
            return null;
        }

        var content = await store.OpenAsync(ReportFiles.JsonName, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            using var json = await JsonDocument.ParseAsync(content, default, cancellationToken).ConfigureAwait(false);
            return json.RootElement.Clone();
        }
    }

    /// <summary>The names and types of the fields of its first records: <c>text: text</c>.</summary>
    public async Task<(RecordLayout Layout, IReadOnlyList<string> Columns)> DetectAsync(CancellationToken cancellationToken)
    {
        var detector = new KindDetector(new RecordsSpec());
        var fields = new FieldProfiles();
        foreach (var file in _files.Take(SampledFiles))
        {
            await foreach (var record in ParsedAsync(file, cancellationToken).Take(SampledRecords).ConfigureAwait(false))
            {
                detector.Add(record);
                fields.Add(record.Json);
            }
        }

        var columns = fields.All.Where(field => !field.Name.Contains('.', StringComparison.Ordinal));
        return (detector.Detect(), [.. columns.Select(field => $"{field.Name}: {string.Join(" or ", field.Types.Keys.DefaultIfEmpty("null"))}").Order(StringComparer.Ordinal)]);
    }

    /// <summary>The hashes of all its records.</summary>
    /// <exception cref="SourceProblemException">A file cannot be read to its end.</exception>
    public async IAsyncEnumerable<(UInt128 Content, UInt128 Key)> ReadAsync(
        RecordLayout layout, IReadOnlyList<string> key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mapper = new RecordMapper(new RecordsSpec { Keep = [.. key] }, layout);
        foreach (var file in _files)
        {
            await foreach (var parsed in ParsedAsync(file, cancellationToken).ConfigureAwait(false))
            {
                if (mapper.TryMap(parsed, out var record, out _))
                {
                    yield return (ContentHash.Of(record).Hash, KeyOf(record, key));
                }
                else
                {
                    Rejected++;
                }
            }
        }
    }

    private async IAsyncEnumerable<ParsedRecord> ParsedAsync(SourceFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var content in _reader.ReadAsync(file, SourceSlice.Whole, new ReadMeter(), cancellationToken).ConfigureAwait(false))
        {
            await foreach (var record in content.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    // What is kept beside a record has its tools, too.
    private static UInt128 KeyOf(DatasetRecord record, IReadOnlyList<string> key)
    {
        if (key.Count == 0 || record.Extra is null)
        {
            return default;
        }

        var kept = JsonElement.Parse(record.Extra);
        var values = string.Join('\n', key.Select(name => kept.TryGetProperty(name, out var value) ? value.ToString() : ""));
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(values.AsSpan()));
    }
}
