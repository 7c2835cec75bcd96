using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Deduplication.Parts;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Resolving;

/// <summary>What becomes of the records of one shard. A record that is not named is like no other, and stays as it is.</summary>
internal sealed class Fates
{
    /// <summary>The tag of the sections with <see cref="Fate"/>s, in the order of records.</summary>
    public const int RecordsTag = 0;

    /// <summary>The tag of the sections with <see cref="RemovedPart"/>s, in the order of records and parts.</summary>
    public const int PartsTag = 1;

    private readonly Fate[] _records;
    private readonly RemovedPart[] _parts;

    private Fates(Fate[] records, RemovedPart[] parts) => (_records, _parts) = (records, parts);

    /// <summary>All, in the order of records.</summary>
    public IReadOnlyList<Fate> All => _records;

    /// <summary>Reads those of a shard.</summary>
    /// <exception cref="DamagedFileException">The file is damaged.</exception>
    public static async Task<Fates> ReadAsync(IFileStore work, int shard, CancellationToken cancellationToken)
    {
        var file = await SectionFile.OpenAsync(work, WorkFiles.Fates(shard), FileKind.Fates, cancellationToken).ConfigureAwait(false);
        await using var ownFile = file.ConfigureAwait(false);
        return new Fates(
            await ReadAsync<Fate>(file, RecordsTag, cancellationToken).ConfigureAwait(false),
            await ReadAsync<RemovedPart>(file, PartsTag, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What becomes of a record, or null when it is like no other.</summary>
    public Fate? Of(int index)
    {
        var at = FirstAt(_records.AsSpan(), index, fate => fate.Index);
        return at < _records.Length && _records[at].Index == index ? _records[at] : null;
    }

    /// <summary>The parts that are taken out of a record that stays, in order; see <see cref="TextParts.Without"/>.</summary>
    public ReadOnlySpan<RemovedPart> RemovedParts(int index)
    {
        var start = FirstAt(_parts.AsSpan(), index, part => part.Index);
        return _parts.AsSpan(start..FirstAt(_parts.AsSpan(), index + 1, part => part.Index));
    }

    private static async Task<T[]> ReadAsync<T>(SectionFile file, int tag, CancellationToken cancellationToken)
        where T : unmanaged
    {
        var all = new List<T>();
        foreach (var section in file.Of(tag))
        {
            using var content = await file.ReadAsync<T>(section, cancellationToken).ConfigureAwait(false);
            all.AddRange(content.Content.Span);
        }

        return [.. all];
    }

    // Where the first one stands that is of this record or a later one.
    private static int FirstAt<T>(ReadOnlySpan<T> sorted, int index, Func<T, int> indexOf)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = indexOf(sorted[middle]) < index ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
