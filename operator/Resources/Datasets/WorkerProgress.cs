namespace Text2Llm.Resources.Datasets;

/// <summary>How far a worker pod is, since it began.</summary>
/// <param name="BytesRead">Bytes of input read, as they lie in their store.</param>
/// <param name="RecordsRead">Records read.</param>
/// <param name="RecordsWritten">Records written to data files.</param>
public sealed record WorkerProgress(long BytesRead, long RecordsRead, long RecordsWritten);
