using System.Net;

namespace Text2Llm.Cluster.Tests;

/// <summary>The values that the chart is installed with.</summary>
internal static class ChartValues
{
    /// <summary>The provider that the cluster's proxies know beside the real ones.</summary>
    public const string Provider = "test";

    /// <summary>How often a user may call in a minute; no flip is to run into it.</summary>
    public const int RequestsPerMinute = 100;

    public static string Of(IPAddress host, ObjectStorage storage, Uri provider, string issuer) => $$"""
        image: {registry: localhost}
        auth: {issuer: "{{issuer}}"}
        storage: {endpoint: "{{storage.Endpoint}}", host: "{{host}}", provider: "{{provider}}"}
        """;
}
