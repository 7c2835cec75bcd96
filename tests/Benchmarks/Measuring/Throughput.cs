namespace Text2Llm.Benchmarks.Measuring;

/// <summary>How much a gateway passes.</summary>
/// <param name="PerSecond">Right answers in a second.</param>
/// <param name="ProcessorMicroseconds">Processor time of all the gateway's processes for one answer.</param>
internal readonly record struct Throughput(double PerSecond, double ProcessorMicroseconds);
