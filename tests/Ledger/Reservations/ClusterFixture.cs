namespace Text2Llm.Ledger.Tests.Reservations;

/// <summary>A Redis Cluster: of one node, which refuses keys of different slots as a larger one does.</summary>
public sealed class ClusterFixture() : RedisFixture(cluster: true);
