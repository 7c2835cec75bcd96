using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;
using Text2Llm.Pipeline.Text;

namespace Text2Llm.Pipeline.Filters;

/// <summary>A filter that looks at a record's content alone.</summary>
/// <param name="name">The filter's name, as a job file writes it.</param>
/// <param name="analysis">What the filters of one thread share.</param>
internal abstract class ContentFilter(string name, TextAnalysis analysis) : IRecordStep
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Drop? Apply(ref DatasetRecord record) => Judge(analysis.Of(record.Content));

    /// <summary>Says why a text is dropped, or null.</summary>
    protected abstract Drop? Judge(TextAnalysis text);

    /// <summary>A drop by one of the filter's rules.</summary>
    /// <param name="rule">The rule's name.</param>
    /// <param name="detail">What was found, and the threshold.</param>
    protected Drop By(string rule, FormattableString detail) => new($"{name}.{rule}", detail);

    /// <summary>A share of a whole; of nothing, it is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
