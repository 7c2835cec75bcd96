using System.Globalization;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>Tells what a run's records are from the first of them.</summary>
/// <param name="spec">What the job says; the kind that it names is taken, and a field that it names counts alone.</param>
internal sealed class KindDetector(RecordsSpec spec)
{
    // Of shapes that fit the same record, the first is taken: the more special before the more general.
    private static readonly RecordShape[] Shapes =
    [
        RecordShape.Preference, RecordShape.Unpaired, RecordShape.Messages, RecordShape.ShareGpt, RecordShape.Alpaca, RecordShape.Completion,
        RecordShape.Text,
    ];

    private readonly Dictionary<RecordShape, int> _found = [];
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private readonly SampleReader _sample = new(spec.Fields);
    private readonly Dictionary<RecordShape, RecordFields> _fields = [];
    private int _records;
    private int _texts;
    private int _conversational;

    /// <summary>Looks at a record; those that are rejected, or no JSON object, say nothing.</summary>
    public void Add(in ParsedRecord record)
    {
        if (record.Text is not null)
        {
            _records++;
            _texts++;
        }
        else if (record.Rejection is null && _sample.Read(record.Json))
        {
            try
            {
                AddSample();
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair stands in it.
            }
        }
    }

    /// <summary>What most of the records were. Where nothing is known of them they are taken for what the job says, or for texts.</summary>
    public RecordLayout Detect()
    {
        var shape = Shapes.MaxBy(shape => _found.GetValueOrDefault(shape));
        var count = _found.GetValueOrDefault(shape);
        if (_texts > 0 && _texts >= count && Fits(RecordShape.Text))
        {
            return RecordLayout.PlainText;
        }

        if (count == 0)
        {
            shape = Named() ?? Shapes.Last(Fits);
            return new RecordLayout(KindOf(shape), shape, Conversational: false, spec.Fields ?? new RecordFields(), Unknown(shape));
        }

        var total = _found.Where(entry => KindOf(entry.Key) == KindOf(shape)).Sum(entry => entry.Value);
        return new RecordLayout(
            KindOf(shape), shape, IsConversational(shape, total), _fields[shape], $"{WordsOf(shape)} in {Number(count)} of the first {Number(_records)} records");
    }

    private void AddSample()
    {
        _names.UnionWith(_sample.Names.Take(100));
        _records++;
        var shape = Array.Find(Shapes, shape => Fits(shape) && _sample.Is(shape));
        if (shape != RecordShape.Auto)
        {
            _fields.TryAdd(shape, _sample.FieldsOf(shape));
            _conversational += _sample.HasTurns(shape) ? 1 : 0;
            _found[shape] = _found.GetValueOrDefault(shape) + 1;
        }
    }

    private bool IsConversational(RecordShape shape, int total) =>
        shape is RecordShape.Preference or RecordShape.Unpaired or RecordShape.Completion && 2 * _conversational >= total;

    private bool Fits(RecordShape shape) =>
        Named() is { } named ? shape == named || (named == RecordShape.Messages && shape == RecordShape.ShareGpt)
            : spec.Kind == RecordKind.Auto || KindOf(shape) == spec.Kind;

    // The shape whose own fields the job names.
    private RecordShape? Named() => spec.Kind != RecordKind.Auto ? null : spec.Fields switch
    {
        { Chosen: not null } or { Rejected: not null } => RecordShape.Preference,
        { Label: not null } => RecordShape.Unpaired,
        { Messages: not null } or { Role: not null } or { Content: not null } => RecordShape.Messages,
        { Instruction: not null } or { Output: not null } => RecordShape.Alpaca,
        { Prompt: not null } or { Completion: not null } => RecordShape.Completion,
        { Text: not null } => RecordShape.Text,
        _ => null,
    };

    private string Unknown(RecordShape shape)
    {
        var why = spec.Kind != RecordKind.Auto ? "the job says so" : Named() is not null ? "the job names its fields" : "nothing else is known";
        return _names.Count == 0
            ? $"{why}; no record was seen"
            : $"{why}; the records have the fields {string.Join(", ", _names.Take(20))}, of which none fits {WordsOf(shape)}";
    }

    private static RecordKind KindOf(RecordShape shape) => shape switch
    {
        RecordShape.Preference or RecordShape.Unpaired => RecordKind.Preference,
        RecordShape.Messages or RecordShape.ShareGpt => RecordKind.Messages,
        RecordShape.Alpaca => RecordKind.Instruction,
        RecordShape.Completion => RecordKind.Completion,
        _ => RecordKind.Text,
    };

    private static string WordsOf(RecordShape shape) => shape switch
    {
        RecordShape.Preference => "a chosen and a rejected answer",
        RecordShape.Unpaired => "a prompt, a completion and a label",
        RecordShape.Messages => "messages with role and content",
        RecordShape.ShareGpt => "conversations with from and value",
        RecordShape.Alpaca => "an instruction and its output",
        RecordShape.Completion => "a prompt and its completion",
        _ => "a text",
    };

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
