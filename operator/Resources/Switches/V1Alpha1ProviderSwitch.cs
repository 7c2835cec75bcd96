using k8s.Models;
using Text2Llm.Kubernetes.Definitions;
using Text2Llm.Kubernetes.Entities;

namespace Text2Llm.Resources.Switches;

/// <summary>
/// Switches a provider off, or all of them, in every proxy of the installation. Of several for one provider, any that switches it off does.
/// </summary>
[KubernetesEntity(Group = "text2llm.io", ApiVersion = "v1alpha1", Kind = "ProviderSwitch", PluralName = "providerswitches")]
[ResourceNames("psw", Category = "text2llm")]
[PrinterColumn("Provider", ".spec.provider")]
[PrinterColumn("State", ".spec.state")]
[PrinterColumn("In force", ".status.conditions[?(@.type==\"InForce\")].status")]
[PrinterColumn("Until", ".spec.until")]
[PrinterColumn("Applied", ".status.appliedAt", "date")]
[PrinterColumn("Age", ".metadata.creationTimestamp", "date")]
[PrinterColumn("Reason", ".spec.reason", Priority = 1)]
public sealed class V1Alpha1ProviderSwitch : CustomKubernetesEntity<ProviderSwitchSpec, ProviderSwitchStatus>;
