using System.Text;

namespace Text2Llm.Pipeline.Sources.Encodings;

/// <summary>
/// Puts a character that no text has where bytes of an encoding make no sense, so that the record with them is rejected and no other. An
/// ASCII byte at the end of such bytes stays what it is, for it may be the line's end.
/// </summary>
internal sealed class UnreadableMark : DecoderFallback
{
    /// <summary>A noncharacter. It becomes a byte that is no UTF-8.</summary>
    public const char Character = '\uFFFF';

    public static readonly UnreadableMark Fallback = new();

    public override int MaxCharCount => 2;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Marks();

    private sealed class Marks : DecoderFallbackBuffer
    {
        private char _last;
        private int _at;
        private int _count;

        public override int Remaining => _count - _at;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            _last = (char)bytesUnknown[^1];
            (_at, _count) = (0, bytesUnknown.Length == 2 && _last < 0x80 && bytesUnknown[0] >= 0x80 ? 2 : 1);
            return true;
        }

        public override char GetNextChar() => _at == _count ? '\0' : _at++ == 0 ? Character : _last;

        public override bool MovePrevious() => _at > 0 && _at-- > 0;

        public override void Reset() => (_at, _count) = (0, 0);
    }
}
