namespace Text2Llm.Pipeline.Sources;

/// <summary>
/// The bytes of a gzip file on their way into the decompressor, which stops in silence at what is no further member: it then never asks
/// for the end of the file.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="singlyFrom">From where on bytes are given one by one, so that the place at which the decompressor stops is exact.</param>
internal sealed class GzipInput(FileStream file, long singlyFrom = long.MaxValue) : Stream
{
    /// <summary>How many bytes have been given.</summary>
    public long Given { get; private set; }

    /// <summary>Where the bytes that were given last begin.</summary>
    public long LastFrom { get; private set; }

    /// <summary>Whether the decompressor has seen the end of the file.</summary>
    public bool SawEnd { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Given;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        LastFrom = Given;
        var read = await file.ReadAsync(Given < singlyFrom ? buffer : buffer[..1], cancellationToken).ConfigureAwait(false);
        Given += read;
        SawEnd |= read == 0;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
