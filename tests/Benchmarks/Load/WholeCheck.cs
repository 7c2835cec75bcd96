using Text2Llm.Benchmarks.Upstream;

namespace Text2Llm.Benchmarks.Load;

/// <summary>Checks an answer in one piece.</summary>
internal sealed class WholeCheck : AnswerCheck
{
    private readonly Template _expected = Answers.Whole();
    private int _taken;

    public override void Begin(long id)
    {
        _expected.SetId(id);
        (_taken, Mistake) = (0, null);
    }

    public override void Take(ReadOnlySpan<byte> piece, long now)
    {
        var rest = _expected.Bytes.AsSpan(_taken);
        if (piece.Length > rest.Length || !piece.SequenceEqual(rest[..piece.Length]))
        {
            Mistake ??= $"The answer differs from the upstream's after byte {_taken}.";
        }

        _taken = Math.Min(_taken + piece.Length, _expected.Bytes.Length);
    }

    public override void End()
    {
        if (_taken != _expected.Bytes.Length)
        {
            Mistake ??= $"The answer ends after byte {_taken} of {_expected.Bytes.Length}.";
        }
    }
}
