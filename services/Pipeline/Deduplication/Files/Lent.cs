using System.Buffers;

namespace Text2Llm.Pipeline.Deduplication.Files;

/// <summary>What was read, in memory that is lent: it is given back when this is disposed.</summary>
internal readonly struct Lent<T>(T[] array, int count) : IDisposable
{
    /// <summary>What was read; valid until this is disposed.</summary>
    public ReadOnlyMemory<T> Content => array.AsMemory(0, count);

    /// <summary>Copies something to lent memory.</summary>
    public static Lent<T> Of(ReadOnlySpan<T> content)
    {
        var array = ArrayPool<T>.Shared.Rent(content.Length);
        content.CopyTo(array);
        return new Lent<T>(array, content.Length);
    }

    public void Dispose() => ArrayPool<T>.Shared.Return(array);
}
