using System.Text.Json;
using k8s.Models;
using Text2Llm.Kubernetes.Definitions;
using Text2Llm.Kubernetes.Entities;

namespace Text2Llm.Resources.Datasets;

/// <summary>A dataset to be made of raw files, in worker pods of this namespace.</summary>
/// <remarks>The spec is kept as it was written: the engine that runs it reads it, and names its mistakes as it does on a laptop.</remarks>
[KubernetesEntity(Group = "text2llm.io", ApiVersion = "v1alpha1", Kind = "DatasetJob", PluralName = "datasetjobs")]
[ResourceNames("dsj", Category = "text2llm")]
[PrinterColumn("Stage", ".status.stage")]
[PrinterColumn("Progress", ".status.progress")]
[PrinterColumn("Succeeded", ".status.conditions[?(@.type==\"Succeeded\")].status")]
[PrinterColumn("Reason", ".status.conditions[?(@.type==\"Succeeded\")].reason")]
[PrinterColumn("Records", ".status.counts.recordsWritten", "integer")]
[PrinterColumn("Age", ".metadata.creationTimestamp", "date")]
[PrinterColumn("Output", ".spec.output.uri", Priority = 1)]
public sealed class V1Alpha1DatasetJob : CustomKubernetesEntity<JsonElement, DatasetJobStatus>;
