namespace Text2Llm.Storage.Transfers;

/// <summary>How bytes are moved to and from a store.</summary>
public sealed record TransferOptions
{
    /// <summary>How much of a file is asked for at its beginning and after each jump, where little may be wanted.</summary>
    public int FirstReadBytes { get; init; } = 1024 * 1024;

    /// <summary>How much is asked for at a time when reading goes on; as much again is on its way meanwhile.</summary>
    public int ReadBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How large the parts are in which a file is written: 5 MiB or more, and a file has 10,000 of them at most.</summary>
    public int PartBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many parts of a file may be on their way at once. Each is held in memory.</summary>
    public int PartsAtOnce { get; init; } = 4;

    /// <summary>How often a request is made before it has failed.</summary>
    public int Attempts { get; init; } = 7;

    /// <summary>Around how long to wait before the second attempt; twice as long before each further one.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between attempts.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a read may bring nothing at all.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a part may take to be written, and any other request to be answered.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
