using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Steps;

/// <summary>
/// One step that each record goes through. An instance serves one thread: it may keep buffers. What it does depends on the record alone.
/// </summary>
internal interface IRecordStep
{
    /// <summary>The step's name, as the report has it: clean, gopherQuality, pii.</summary>
    string Name { get; }

    /// <summary>Changes the record, or says why it is dropped.</summary>
    /// <param name="record">The record; the step may put a changed one in its place.</param>
    Drop? Apply(ref DatasetRecord record);

    /// <summary>Adds what the step has counted beyond drops since it was made, such as <c>pii.email</c>: name and number.</summary>
    void AddCounts(IDictionary<string, long> counts)
    {
    }
}
