using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Languages;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Inspecting;

/// <summary>What files are: how they are written, what their records are and hold, and what a job could make of them.</summary>
public sealed class Inspection
{
    private const int MaxFiles = 20;
    private const int DetectedRecords = 64; // of each content, as a run does
    private const int ShownRecords = 3;

    private readonly List<InspectedContent> _contents = [];
    private readonly List<(string Name, long Row, string Text)> _samples = [];

    private Inspection(IReadOnlyList<string> paths, SourceSet sources) => (Paths, Sources) = (paths, sources);

    /// <summary>Whether anything could be read.</summary>
    public bool Readable => _contents.Any(content => content.Records.Count > 0 || content.Problem is null);

    internal IReadOnlyList<string> Paths { get; }

    internal SourceSet Sources { get; }

    internal IReadOnlyList<InspectedContent> Contents => _contents;

    /// <summary>What a run would take the records for.</summary>
    internal RecordLayout Layout { get; private set; } = RecordLayout.PlainText;

    /// <summary>How many of the sample's records have which language.</summary>
    internal SortedDictionary<string, long> Languages { get; } = new(StringComparer.Ordinal);

    /// <summary>The first records, as text.</summary>
    internal IReadOnlyList<(string Name, long Row, string Text)> Samples => _samples;

    /// <summary>Looks at files: their first records, so that it is done in a moment however large they are.</summary>
    /// <param name="uris">Files, folders or globs. Of many files the first are looked at, in the order of their names.</param>
    /// <param name="folder">The folder to which they are relative.</param>
    /// <param name="stores">Opens those that are not on this machine.</param>
    /// <param name="cancellationToken">Ends the search and the reading.</param>
    /// <exception cref="FileNotFoundException">One of them stands for no file.</exception>
    public static async Task<Inspection> OfAsync(
        IReadOnlyList<string> uris, string folder, IStores stores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uris);
        var search = new SourceSearch(stores, folder, [], cancellationToken);
        var paths = new List<string>();
        foreach (var uri in uris)
        {
            if (PlaceUri.Mistake(uri) is { } mistake)
            {
                throw new FileNotFoundException(mistake);
            }

            paths.Add(PlaceUri.Resolve(uri, folder));
            if (await search.AddAsync(uri).ConfigureAwait(false) is { } missing)
            {
                throw new FileNotFoundException(missing);
            }
        }

        var inspection = new Inspection(paths, search.ToSet());
        await inspection.SampleAsync(new SourceOpener(stores), cancellationToken).ConfigureAwait(false);
        inspection.Map();
        return inspection;
    }

    private async Task SampleAsync(SourceOpener opener, CancellationToken cancellationToken)
    {
        var reader = new SourceReader(new SourceSpec(), new RecordsSpec(), new RunLimits().MaxRecordBytes, opener.OpenAsync);
        var sampler = new ContentSampler(reader);
        foreach (var file in Sources.Files.Take(MaxFiles))
        {
            _contents.AddRange(await sampler.SampleAsync(file, cancellationToken).ConfigureAwait(false));
        }

        var detector = new KindDetector(new RecordsSpec());
        foreach (var record in _contents.SelectMany(content => content.Records.Take(DetectedRecords)))
        {
            detector.Add(record.ToParsed());
        }

        Layout = detector.Detect();
    }

    private void Map()
    {
        var mapper = new RecordMapper(new RecordsSpec(), Layout);
        var identifier = new LanguageIdentifier();
        foreach (var content in _contents)
        {
            foreach (var record in content.Records)
            {
                if (record.Json.Length > 0)
                {
                    content.Fields.Add(record.Json);
                }

                if (mapper.TryMap(record.ToParsed(), out var mapped, out var rejection))
                {
                    Measure(content, record, mapped, identifier);
                }
                else
                {
                    content.Rejected[rejection.Reason] = content.Rejected.GetValueOrDefault(rejection.Reason) + 1;
                }
            }
        }
    }

    private void Measure(InspectedContent content, SampledRecord record, DatasetRecord mapped, LanguageIdentifier identifier)
    {
        content.Tokens.Add(TextMeasure.EstimateTokens(mapped.Content));
        var guess = identifier.Identify(mapped.Content);
        var language = guess.Confidence >= LanguageGuess.Sure ? guess.Code : LanguageCodes.Undetermined;
        Languages[language] = Languages.GetValueOrDefault(language) + 1;
        if (_samples.Count < ShownRecords)
        {
            _samples.Add((content.Name, record.Row, mapped.Content));
        }
    }
}
