namespace Text2Llm.Pipeline.Sources.Compression;

/// <summary>
/// The bytes of a gzip file on their way into the decompressor, which stops in silence at what is no further member: it then never asks
/// for the end of the file.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="singlyFrom">From where on bytes are given one by one, so that the place at which the decompressor stops is exact.</param>
internal sealed class GzipInput(Stream file, long singlyFrom = long.MaxValue) : ForwardStream
{
    /// <summary>How many bytes have been given.</summary>
    public long Given { get; private set; }

    /// <summary>Where the bytes that were given last begin.</summary>
    public long LastFrom { get; private set; }

    /// <summary>Whether the decompressor has seen the end of the file.</summary>
    public bool SawEnd { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        LastFrom = Given;
        var read = await file.ReadAsync(Given < singlyFrom ? buffer : buffer[..1], cancellationToken).ConfigureAwait(false);
        Given += read;
        SawEnd |= read == 0;
        return read;
    }
}
