using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Masks personal data and secrets in all texts of a record and in what is kept beside them, or drops the record for them.</summary>
internal sealed class PersonalDataStep : IRecordStep
{
    private static readonly string[] Reasons = [.. Enum.GetValues<PersonalDataKind>().Select(kind => $"pii.{kind.ToString().ToLowerInvariant()}")];

    private readonly int? _maxPerRecord;
    private readonly PersonalDataMask _mask;
    private readonly JsonMask _json;
    private readonly long[] _counts = new long[Reasons.Length];

    public PersonalDataStep(PersonalDataSpec spec)
    {
        _maxPerRecord = spec.MaxPerRecord;
        _mask = new PersonalDataMask(spec);
        _json = new JsonMask(_mask);
    }

    public string Name => "pii";

    /// <summary>Whether a job asks for anything of this step.</summary>
    public static bool IsNeeded(PersonalDataSpec spec) =>
        spec is not { Email: null, Phone: null, Ip: null, Card: null, Iban: null, Ssn: null, Secret: null };

    public Drop? Apply(ref DatasetRecord record)
    {
        _mask.Reset();
        RecordPart[]? parts = null;
        for (var i = 0; i < record.Parts.Count; i++)
        {
            var part = record.Parts[i];
            var (text, beside) = (_mask.Mask(part.Text), part.Extra is null ? null : _json.Mask(part.Extra));
            if (!ReferenceEquals(text, part.Text) || !ReferenceEquals(beside, part.Extra))
            {
                parts ??= [.. record.Parts];
                parts[i] = part with { Text = text, Extra = beside };
            }
        }

        var extra = record.Extra is null ? null : _json.Mask(record.Extra);
        if (parts is not null || !ReferenceEquals(extra, record.Extra))
        {
            // Made anew, for a record computes its content from its parts when it is made.
            record = new DatasetRecord(record.Kind, parts ?? record.Parts, record.Label, extra);
        }

        return Count();
    }

    /// <summary>What was found of each kind, in dropped records too: <c>pii.email</c>.</summary>
    public void AddCounts(IDictionary<string, long> counts)
    {
        for (var i = 0; i < Reasons.Length; i++)
        {
            if (_counts[i] > 0)
            {
                counts[Reasons[i]] = (counts.TryGetValue(Reasons[i], out var sum) ? sum : 0) + _counts[i];
            }
        }
    }

    private Drop? Count()
    {
        var total = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            total += _mask.Found[i];
            _counts[i] += _mask.Found[i];
        }

        if (_mask.Dropped is { } kind)
        {
            return new Drop(Reasons[(int)kind], $"{_mask.Found[(int)kind]} found");
        }

        return total > _maxPerRecord ? new Drop("pii.tooMany", $"{total} found, {_maxPerRecord} allowed") : null;
    }
}
