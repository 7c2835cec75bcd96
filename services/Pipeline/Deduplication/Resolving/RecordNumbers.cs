using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Deduplication.Resolving;

/// <summary>Counts the records through all shards.</summary>
internal sealed class RecordNumbers
{
    // Where each shard's begin, and where the last one's end.
    private readonly long[] _starts;

    private RecordNumbers(long[] starts) => _starts = starts;

    /// <summary>How many there are.</summary>
    public long Count => _starts[^1];

    /// <summary>Reads how many records each shard has.</summary>
    public static async Task<RecordNumbers> ReadAsync(IFileStore work, int shards, CancellationToken cancellationToken)
    {
        var starts = new long[shards + 1];
        for (var shard = 0; shard < shards; shard++)
        {
            var file = await SectionFile.OpenAsync(work, WorkFiles.Marks(shard), FileKind.Marks, cancellationToken).ConfigureAwait(false);
            await using var ownFile = file.ConfigureAwait(false);
            starts[shard + 1] = starts[shard] + file.Records;
        }

        return new RecordNumbers(starts);
    }

    /// <summary>The number of a shard's first record.</summary>
    public long Start(int shard) => _starts[shard];

    /// <summary>A record's number.</summary>
    public long Of(RecordId record) => _starts[record.Shard] + record.Index;

    /// <summary>The record with a number.</summary>
    public RecordId At(long number)
    {
        // Shards without records begin where the next one does: it is in the last that begins there.
        var at = Array.BinarySearch(_starts, number + 1);
        var shard = (at < 0 ? ~at : at) - 1;
        while (_starts[shard] > number)
        {
            shard--;
        }

        return new RecordId(shard, (int)(number - _starts[shard]));
    }
}
