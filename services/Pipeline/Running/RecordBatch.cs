using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Running;

/// <summary>What goes from reading to writing at once.</summary>
internal sealed class RecordBatch
{
    public List<OutputRecord> Records { get; } = [];

    public List<Reject> Rejects { get; } = [];

    /// <summary>How many records were empty after cleaning.</summary>
    public int Empty { get; set; }

    public long Bytes { get; set; }
}
