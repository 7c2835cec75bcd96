using Text2Llm.Pipeline.Chats;
using Text2Llm.Pipeline.Cleaning;
using Text2Llm.Pipeline.Decontamination;
using Text2Llm.Pipeline.Filters;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Languages;
using Text2Llm.Pipeline.PersonalData;
using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Tokens;

namespace Text2Llm.Pipeline.Steps;

/// <summary>
/// The steps of a job, in their order: clean, the rules of conversations, filters as the job lists them, personal data, decontamination.
/// </summary>
internal sealed class StepChain
{
    private readonly DatasetJobSpec _spec;
    private readonly JobResources _resources;
    private readonly IReadOnlyList<FilterSpec> _filters;
    private readonly Dictionary<string, TokenCounter> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<WordsSpec, WordsFilter> _words = [];
    private readonly BenchmarkIndex? _benchmarks;

    private StepChain(DatasetJobSpec spec, JobResources resources, BenchmarkIndex? benchmarks)
    {
        (_spec, _resources, _benchmarks) = (spec, resources, benchmarks);
        _filters = [.. spec.Filters.SelectMany(WithTokensApart)];
        foreach (var (number, filter) in spec.Filters.Index())
        {
            if (filter.Length is { } length && CountsTokens(length) && !_tokens.ContainsKey(length.Tokenizer))
            {
                _tokens.Add(length.Tokenizer, Load(length.Tokenizer, number));
            }

            if (filter.Words is { } words && !_words.ContainsKey(words))
            {
                _words.Add(words, WordsFilter.Create(words, resources));
            }
        }
    }

    /// <summary>Reads what the steps share: tokenizers, lists of words, benchmarks.</summary>
    /// <param name="plan">The job, and the files that it names.</param>
    /// <param name="stores">Opens those that are not on this machine.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RunFailedException">A file that the job names cannot be read.</exception>
    public static async Task<StepChain> ReadAsync(RunPlan plan, IStores stores, CancellationToken cancellationToken)
    {
        var opener = new SourceOpener(stores);
        var named = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in plan.Named)
        {
            named[file.Path] = await ReadAsync(opener, file.ToSource(), cancellationToken).ConfigureAwait(false);
        }

        var spec = plan.Job.Spec;
        var benchmarks = spec.Decontaminate is { } decontaminate
            ? await BenchmarkReader.ReadAsync(decontaminate, [.. plan.Benchmarks.Select(file => file.ToSource())], opener, cancellationToken).ConfigureAwait(false)
            : null;
        var resources = new JobResources(name => new MemoryStream(named[PlaceUri.Resolve(name, plan.Folder)], writable: false));
        return new StepChain(spec, resources, benchmarks);
    }

    /// <summary>Makes the steps anew, for one thread.</summary>
    public IReadOnlyList<IRecordStep> ForThread()
    {
        List<IRecordStep> steps =
            [new CleanStep(_spec.Clean), new ChatRules(_spec.Records.Repair), .. FilterSteps.Create(_filters, _resources, Shared)];
        if (PersonalDataStep.IsNeeded(_spec.Pii))
        {
            steps.Add(new PersonalDataStep(_spec.Pii));
        }

        if (_benchmarks is not null)
        {
            steps.Add(new DecontaminateStep(_benchmarks));
        }

        steps.Add(new EmptyStep());
        return steps;
    }

    private TokenCounter Load(string tokenizer, int filter)
    {
        try
        {
            return Tokenizers.Load(tokenizer, _resources.Open);
        }
        catch (TokenizerFileException exception)
        {
            throw new RunFailedException($"spec.filters[{filter}].length.tokenizer: {exception.Message}", exception);
        }
    }

    private static async Task<byte[]> ReadAsync(SourceOpener opener, SourceFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await opener.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (SourceProblemException exception)
        {
            throw new RunFailedException($"{file.Name} cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static bool CountsTokens(LengthSpec length) => length is not { MinTokens: null, MaxTokens: null };

    // Characters and words are counted before tokens, which takes longer.
    private static IEnumerable<FilterSpec> WithTokensApart(FilterSpec filter)
    {
        if (filter.Length is not { } length || !CountsTokens(length))
        {
            return [filter];
        }

        var characters = length with { MinTokens = null, MaxTokens = null };
        var tokens = new LengthSpec { MinTokens = length.MinTokens, MaxTokens = length.MaxTokens, Tokenizer = length.Tokenizer };
        return characters is { MinCharacters: null, MaxCharacters: null, MinWords: null, MaxWords: null }
            ? [new FilterSpec { Length = tokens }]
            : [new FilterSpec { Length = characters }, new FilterSpec { Length = tokens }];
    }

    // The filters of what is read once. One of words has nothing that changes, so that every thread may have the same.
    private IRecordStep? Shared(FilterSpec filter) => filter switch
    {
        { Language: { } spec } => new LanguageFilter(spec, new LanguageIdentifier(LanguageModel.Shared)),
        { Length: { } spec } when CountsTokens(spec) => new TokenFilter(spec, _tokens[spec.Tokenizer]),
        { Words: { } spec } => _words[spec],
        _ => null,
    };
}
