using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Matching;

/// <summary>Writes pairs, in sections each of which is of one shard.</summary>
internal sealed class PairsWriter : IAsyncDisposable
{
    // Fifty kilobytes: little enough for memory that is soon collected.
    private const int Limit = 1 << 11;

    private readonly SectionFileWriter _file;

    private PairsWriter(SectionFileWriter file) => _file = file;

    /// <summary>The pairs that are not written yet; to be added to.</summary>
    public List<Pair> Pending { get; } = new(Limit);

    /// <summary>Whether it is time to flush.</summary>
    public bool IsFull => Pending.Count >= Limit;

    /// <summary>Begins a file.</summary>
    public static async Task<PairsWriter> CreateAsync(IFileStore work, string name, CancellationToken cancellationToken) =>
        new(await SectionFileWriter.CreateAsync(work, name, FileKind.Pairs, cancellationToken).ConfigureAwait(false));

    /// <summary>Writes what is pending, if anything is.</summary>
    /// <param name="shard">The shard of the later record of each.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async ValueTask FlushAsync(int shard, CancellationToken cancellationToken)
    {
        if (Pending.Count > 0)
        {
            var bytes = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(Pending)).ToArray();
            await _file.WriteAsync(shard, bytes, cancellationToken).ConfigureAwait(false);
            Pending.Clear();
        }
    }

    /// <summary>Makes the file appear.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken) => _file.CompleteAsync(records: 0, cancellationToken);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
