using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Sources;

/// <summary>A file on its way in: counts what is read, and tells what its store refuses as a problem of the source.</summary>
/// <param name="file">The file.</param>
/// <param name="meter">Counts.</param>
/// <param name="isLocal">Whether it is a file of this machine; what another store refuses ends the run.</param>
internal sealed class FileInput(Stream file, ReadMeter meter, bool isLocal = true) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => Guarded(() => file.Length);

    public override long Position
    {
        get => file.Position;
        set => Guarded(() => file.Position = value);
    }

    /// <exception cref="SourceProblemException">The file cannot be read.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Problem(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Count(file.Read(buffer));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Problem(exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Guarded(() => file.Seek(offset, origin));

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private SourceProblemException Problem(Exception exception) =>
        new(RejectReasons.Unreadable, exception.Message, exception) { EndsRun = !isLocal };

    private int Count(int read)
    {
        meter.AddFile(read);
        return read;
    }

    private long Guarded(Func<long> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Problem(exception);
        }
    }
}
