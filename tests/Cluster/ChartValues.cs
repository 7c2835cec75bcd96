using System.Net;
using Text2Llm.TestServers;

namespace Text2Llm.Cluster.Tests;

/// <summary>The values that the chart is installed with.</summary>
internal static class ChartValues
{
    /// <summary>The provider that the cluster's proxies know beside the real ones.</summary>
    public const string Provider = "test";

    /// <summary>How often a user may call in a minute.</summary>
    public const int RequestsPerMinute = 50;

    public static string Of(IPAddress host, ObjectStorage storage, Uri provider, string issuer) => $$"""
        image: {registry: localhost, tag: lab, pullPolicy: Never}
        auth: {issuer: "{{issuer}}"}
        s3:
          endpoint: "{{storage.Endpoint}}"
          existingSecret: storage
          egress: {cidrs: ["{{host}}/32"], ports: [{{storage.Endpoint.Port}}]}
        proxy:
          settings: {"Providers:{{Provider}}:BaseUrl": "{{provider}}"}
        quota:
          replicas: 1
          settings: {"Quota:RequestsPerMinute": {{RequestsPerMinute}}, "Quota:TokensPerDay": 1000000000}
        datasets: {enabled: true, replicas: 2}
        jobs: {work: "s3://{{Installation.WorkBucket}}/jobs"}
        networkPolicy:
          providerPorts: [{port: {{provider.Port}}, protocol: TCP}, {port: {{new Uri(issuer).Port}}, protocol: TCP}]
        """;
}
