using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>
/// Which files of stores a job may read: those that its source, its lists of words, its tokenizers and its benchmarks name, by the rules by
/// which a run finds them. Whoever gives a job's files away asks this first.
/// </summary>
public sealed class JobInputs
{
    private readonly IReadOnlyList<StorePattern> _patterns;

    private JobInputs(IReadOnlyList<StorePattern> patterns) => _patterns = patterns;

    /// <summary>The inputs of a job.</summary>
    public static JobInputs Of(DatasetJobSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new([.. UrisOf(spec).Where(uri => !PlaceUri.IsLocal(uri) && !PlaceUri.IsUrl(uri)).Select(StorePattern.Of)]);
    }

    /// <summary>Every place that a job names for reading, as it names them: its source first.</summary>
    public static IEnumerable<string> UrisOf(DatasetJobSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return [
            .. spec.Source.Uri is { } only ? [only] : spec.Source.Uris ?? [],
            .. NamedFiles.ResourcesOf(spec.Filters),
            .. spec.Decontaminate?.Uris ?? [],
        ];
    }

    /// <summary>Whether a file, by its URI, is one of them, or would be if it were there.</summary>
    public bool MayRead(string uri) => _patterns.Any(pattern => pattern.Matches(uri));

    /// <summary>Whether the names that begin with a URI may be told: no more than a run asks for to find its files.</summary>
    public bool MayList(string uri) => _patterns.Any(pattern => uri.StartsWith(pattern.Prefix, StringComparison.Ordinal));
}
