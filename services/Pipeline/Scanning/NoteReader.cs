using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Reads what <see cref="NoteWriter"/> wrote.</summary>
internal static class NoteReader
{
    /// <summary>The notes in order: source, row, and the rest of a JSON line, which is valid until the next one is read.</summary>
    public static async IAsyncEnumerable<(int Source, long Row, ReadOnlyMemory<byte> Members)> ReadAsync(
        IFileStore store, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var file = await store.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            var header = new byte[NoteWriter.HeaderBytes];
            var members = new byte[1024];
            while (await file.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) == header.Length)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12));
                if (length < 0 || length > file.Length)
                {
                    throw new DamagedFileException(name, "a length in it is impossible");
                }

                if (members.Length < length)
                {
                    members = new byte[Math.Max(length, members.Length * 2)];
                }

                await file.ReadExactlyAsync(members.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                yield return (BinaryPrimitives.ReadInt32LittleEndian(header), BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(4)), members.AsMemory(0, length));
            }
        }
    }
}
