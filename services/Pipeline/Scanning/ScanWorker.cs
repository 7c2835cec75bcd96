using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Takes records through mapping and the steps, and signs those that stay. One thread's; what it counts is summed up over all.</summary>
/// <param name="mapper">Makes records.</param>
/// <param name="steps">The job's steps.</param>
/// <param name="signer">Signs those that stay; null where no duplicates are looked for.</param>
/// <param name="keepDropped">Whether what the steps drop is kept.</param>
/// <param name="compress">Whether the records' blocks are compressed.</param>
internal sealed class ScanWorker(RecordMapper mapper, IReadOnlyList<IRecordStep> steps, MarkSigner? signer, bool keepDropped, bool compress) : IDisposable
{
    // What a batch of small records needs; those of a batch of any records seldom need more than twice as many.
    private const int FirstMarks = 4096;

    private readonly ZstdSharp.Compressor? _compressor = compress ? new(RecordBlock.Level) : null;
    private readonly PooledBytes _plain = new();
    private readonly SortedDictionary<string, long> _rejected = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long>[] _dropped = [.. steps.Select(_ => new Dictionary<string, long>(StringComparer.Ordinal))];

    /// <summary>How many records were rejected, by reason.</summary>
    public IReadOnlyDictionary<string, long> Rejected => _rejected;

    /// <summary>What each step has done.</summary>
    public IReadOnlyList<StepCounts> Steps() =>
        [.. steps.Select((step, number) =>
        {
            var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
            step.AddCounts(counts);
            return new StepCounts(step.Name, _dropped[number], counts);
        })];

    public ScanOutput Process(ScanInput input)
    {
        var entries = new List<RecordEntry>(input.Count);
        var (rejects, dropped) = (new NoteWriter(), new NoteWriter());
        var marks = signer is null ? null : new MarkBuffer(FirstMarks);
        signer?.Begin();
        for (var number = 0; number < input.Count; number++)
        {
            var (source, parsed) = input[number];
            if (!mapper.TryMap(parsed, out var record, out var rejection))
            {
                _rejected[rejection.Reason] = _rejected.GetValueOrDefault(rejection.Reason) + 1;
                rejects.Add(source, parsed.Row, ReportJson.MembersOf(rejection));
            }
            else if (Apply(ref record) is { } drop)
            {
                if (keepDropped)
                {
                    dropped.Add(source, parsed.Row, ReportJson.MembersOf(new DroppedRecord(drop.Reason, drop.Detail, null, record.Content)));
                }
            }
            else
            {
                var (hash, length) = ContentHash.Of(record);
                signer?.Sign(entries.Count, record, hash, marks!);
                var offset = _plain.Length;
                RecordCodec.Write(record, _plain);
                entries.Add(new RecordEntry
                {
                    Hash = hash,
                    Row = parsed.Row,
                    Length = length,
                    Source = source,
                    Offset = offset,
                    Size = _plain.Length - offset,
                });
            }
        }

        var block = entries.Count > 0 ? RecordBlock.Of(_plain, _compressor) : null;
        return new ScanOutput(block, [.. entries], marks, rejects, dropped);
    }

    public void Dispose()
    {
        _compressor?.Dispose();
        _plain.Dispose();
    }

    private Drop? Apply(ref DatasetRecord record)
    {
        for (var number = 0; number < steps.Count; number++)
        {
            if (steps[number].Apply(ref record) is { } drop)
            {
                _dropped[number][drop.Reason] = _dropped[number].GetValueOrDefault(drop.Reason) + 1;
                return drop;
            }
        }

        return null;
    }
}
