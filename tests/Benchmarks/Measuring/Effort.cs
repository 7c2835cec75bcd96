namespace Text2Llm.Benchmarks.Measuring;

/// <summary>How long to measure.</summary>
internal sealed record Effort
{
    /// <summary>About six minutes for all gateways: enough to see an order of magnitude.</summary>
    public static readonly Effort Quick = new()
    {
        Cycles = 1,
        WarmUp = TimeSpan.FromSeconds(20),
        LatencyRounds = 5,
        LatencyPairs = 500,
        StreamRounds = 3,
        StreamPairs = 40,
        Throughput = TimeSpan.FromSeconds(5),
        HeldStreams = 5000,
        HeldEvents = 3,
        HeldInterval = TimeSpan.FromSeconds(6),
    };

    /// <summary>About twenty minutes: what is published.</summary>
    public static readonly Effort Full = new()
    {
        Cycles = 3,
        WarmUp = TimeSpan.FromSeconds(30),
        LatencyRounds = 7,
        LatencyPairs = 1000,
        StreamRounds = 5,
        StreamPairs = 60,
        Throughput = TimeSpan.FromSeconds(8),
        HeldStreams = 5000,
        HeldEvents = 3,
        HeldInterval = TimeSpan.FromSeconds(8),
    };

    /// <summary>How often every gateway is started and measured, in turn.</summary>
    public required int Cycles { get; init; }

    /// <summary>Load before anything is measured, so that every runtime has compiled what is hot.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>Rounds of paired calls in a cycle.</summary>
    public required int LatencyRounds { get; init; }

    /// <summary>Calls to the gateway in a round, each beside one to the upstream.</summary>
    public required int LatencyPairs { get; init; }

    /// <summary>Rounds of paired streams in a cycle.</summary>
    public required int StreamRounds { get; init; }

    /// <summary>Streams through the gateway in a round, each beside one from the upstream.</summary>
    public required int StreamPairs { get; init; }

    /// <summary>How long requests per second are counted.</summary>
    public required TimeSpan Throughput { get; init; }

    /// <summary>Streams to hold open at once.</summary>
    public required int HeldStreams { get; init; }

    /// <summary>Events of each of them, one every <see cref="HeldInterval"/>.</summary>
    public required int HeldEvents { get; init; }

    public required TimeSpan HeldInterval { get; init; }
}
