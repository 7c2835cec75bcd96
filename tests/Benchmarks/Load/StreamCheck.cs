using Text2Llm.Benchmarks.Upstream;

namespace Text2Llm.Benchmarks.Load;

/// <summary>Checks a streamed answer event by event, and tells how long each was under way.</summary>
/// <param name="events">Events that the stream has, its end not counted.</param>
/// <param name="delays">Takes the time from the upstream's sending of an event to its arrival here.</param>
/// <param name="onEvent">Told of every event.</param>
internal sealed class StreamCheck(int events, Samples? delays, Action? onEvent) : AnswerCheck
{
    private readonly Template _event = Answers.Event();
    private readonly Template _end = Answers.End();
    private byte[] _pending = new byte[1024];
    private int _length;
    private int _place;

    private bool IsAtEnd => _place == events;

    private int NextLength => IsAtEnd ? _end.Bytes.Length : _event.Bytes.Length;

    public override void Begin(long id)
    {
        _event.SetId(id);
        _end.SetId(id);
        (_length, _place, Mistake) = (0, 0, null);
    }

    public override void Take(ReadOnlySpan<byte> piece, long now)
    {
        while (!piece.IsEmpty)
        {
            if (_place > events)
            {
                Mistake ??= "The stream goes on after its end.";
                return;
            }

            if (_pending.Length < NextLength)
            {
                Array.Resize(ref _pending, NextLength);
            }

            var taken = Math.Min(piece.Length, NextLength - _length);
            piece[..taken].CopyTo(_pending.AsSpan(_length));
            _length += taken;
            piece = piece[taken..];
            if (_length == NextLength)
            {
                Compare(_pending.AsSpan(0, _length), now);
                _length = 0;
                _place++;
            }
        }
    }

    public override void End()
    {
        if (_place <= events)
        {
            Mistake ??= $"The stream ends after event {_place} of {events}.";
        }
    }

    private void Compare(ReadOnlySpan<byte> received, long now)
    {
        var expected = _end;
        if (!IsAtEnd)
        {
            expected = _event;
            var sent = _event.MomentIn(received);
            _event.SetPlace(_place);
            _event.SetMoment(Math.Max(sent, 0));
            delays?.Add(now - sent);
            onEvent?.Invoke();
        }

        if (!received.SequenceEqual(expected.Bytes))
        {
            Mistake ??= $"Event {_place} of {events} differs from the upstream's.";
        }
    }
}
