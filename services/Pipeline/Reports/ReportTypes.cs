using System.Text.Json;
using System.Text.Json.Serialization;
using Text2Llm.Pipeline.Layout;
using Text2Llm.Pipeline.Planning;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Storage;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Reports;

/// <summary>
/// What every run writes as JSON, known when the engine is compiled: to find it out by reflection takes each start of the program a fifth of a
/// second. How it is written <see cref="ReportJson"/> says.
/// </summary>
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(JobIdentity.Input))]
[JsonSerializable(typeof(ScanSummary))]
[JsonSerializable(typeof(OutputLayout))]
[JsonSerializable(typeof(PartSummary))]
[JsonSerializable(typeof(StageFiles))]
[JsonSerializable(typeof(DatasetReport))]
[JsonSerializable(typeof(Rejection))]
[JsonSerializable(typeof(DroppedRecord))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class ReportTypes : JsonSerializerContext;
