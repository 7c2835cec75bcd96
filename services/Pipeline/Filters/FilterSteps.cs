using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Filters;

/// <summary>Makes the filters of a job.</summary>
internal static class FilterSteps
{
    /// <summary>The filters of a job, for one thread, in the job's order.</summary>
    /// <param name="filters">What the job says of them; each with exactly one member.</param>
    /// <param name="resources">Gives the files that they name.</param>
    /// <param name="other">Makes the filters that share something with other threads (languages, tokens, words), or gives null; asked first.</param>
    /// <exception cref="IOException">A file that a filter names cannot be read.</exception>
    public static IReadOnlyList<IRecordStep> Create(
        IReadOnlyList<FilterSpec> filters, JobResources resources, Func<FilterSpec, IRecordStep?>? other = null)
    {
        var analysis = new TextAnalysis();
        return [.. filters.Select(filter => other?.Invoke(filter) ?? Create(filter, analysis, resources))];
    }

    private static IRecordStep Create(FilterSpec filter, TextAnalysis analysis, JobResources resources) => filter switch
    {
        { GopherQuality: { } spec } => new GopherQualityFilter(spec, analysis),
        { GopherRepetition: { } spec } => new GopherRepetitionFilter(spec, analysis),
        { C4: { } spec } => new C4Filter(spec),
        { FineWeb: { } spec } => new FineWebFilter(spec, analysis),
        { Length: { MinTokens: null, MaxTokens: null } spec } => new LengthFilter(spec, analysis),
        { Words: { } spec } => WordsFilter.Create(spec, resources),
        { Sample: { } spec } => new SampleFilter(spec),
        _ => throw new NotSupportedException("A filter by language or tokens needs its maker."),
    };
}
