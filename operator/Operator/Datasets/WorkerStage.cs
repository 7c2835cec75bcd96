namespace Text2Llm.Operator.Datasets;

/// <summary>The stages of a job in their order; the names are those that a status and a pod's label have.</summary>
internal enum WorkerStage
{
    Plan,
    Scan,
    Match,
    Candidates,
    Gather,
    Verify,
    Resolve,
    Write,
    Drop,
    Report,
    Done,
}
