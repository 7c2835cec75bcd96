using System.Buffers.Binary;
using Text2Llm.Pipeline.Deduplication.Files;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>The end of a records file or of its index.</summary>
/// <param name="Count">How many blocks or entries the file has.</param>
/// <param name="Hash">The XXH3 of the table of blocks, or of the entries.</param>
internal readonly record struct FileFooter(long Count, ulong Hash)
{
    /// <summary>Reads the footer of a file whose footer stands behind so many things of one size.</summary>
    /// <exception cref="DamagedFileException">It is not there.</exception>
    public static async Task<FileFooter> ReadAsync(Stream file, string name, ulong mark, int size, CancellationToken cancellationToken)
    {
        var bytes = new byte[RecordFileWriter.FooterBytes];
        if (file.Length >= bytes.Length)
        {
            file.Position = file.Length - bytes.Length;
            await file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        var count = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var sound = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(16)) == mark
            && count >= 0 && count <= (file.Length - bytes.Length) / size;
        return sound
            ? new FileFooter(count, BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8)))
            : throw new DamagedFileException(name, "its end is missing or of another version");
    }
}
