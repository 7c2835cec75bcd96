using System.Buffers;

namespace Text2Llm.Storage.Transfers;

/// <summary>Bytes of a file, in a buffer that is given back.</summary>
/// <param name="buffer">The buffer, rented from the shared pool.</param>
/// <param name="start">Where in the file they begin.</param>
/// <param name="length">How many they are.</param>
internal sealed class Block(byte[] buffer, long start, int length) : IDisposable
{
    public long Start => start;

    public long End => start + length;

    public bool Holds(long position) => position >= start && position < End;

    /// <summary>The bytes from a place of the file on.</summary>
    public ReadOnlyMemory<byte> From(long position) => buffer.AsMemory(0, length)[(int)(position - start)..];

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
