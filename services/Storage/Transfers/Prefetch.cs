namespace Text2Llm.Storage.Transfers;

/// <summary>A block that is being fetched before anybody asks for it.</summary>
internal sealed class Prefetch : IDisposable
{
    private readonly CancellationTokenSource _unwanted = new();
    private readonly Task<(Block Block, long FileLength)> _fetched;

    public Prefetch(RangeReader reader, long start, int count)
    {
        Start = start;
        _fetched = reader.ReadAsync(start, count, _unwanted.Token);
    }

    /// <summary>Where in the file the block begins.</summary>
    public long Start { get; }

    /// <summary>The block, which is the caller's from then on.</summary>
    /// <exception cref="IOException">It could not be fetched.</exception>
    public async Task<Block> WaitAsync(CancellationToken cancellationToken)
    {
        var (block, _) = await _fetched.WaitAsync(cancellationToken).ConfigureAwait(false);
        _unwanted.Dispose();
        return block;
    }

    /// <summary>The block is not wanted: it is fetched no further, and gives its buffer back.</summary>
    public void Dispose() => _ = DropAsync();

    private async Task DropAsync()
    {
        try
        {
            await _unwanted.CancelAsync().ConfigureAwait(false);
            var (block, _) = await _fetched.ConfigureAwait(false);
            block.Dispose();
        }
        catch (Exception)
        {
            // Nobody asks for it any more.
        }
        finally
        {
            _unwanted.Dispose();
        }
    }
}
