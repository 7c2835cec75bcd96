using System.Buffers;

namespace Text2Llm.Pipeline.Records.Json;

/// <summary>Finds where a JSON value ends by its quotes and brackets alone, piece by piece. Whether it is valid is for others to say.</summary>
internal struct JsonExtent
{
    private static readonly SearchValues<byte> InString = SearchValues.Create("\"\\\n"u8);
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> AfterScalar = SearchValues.Create(",]} \t\r\n"u8);

    private int _depth;
    private bool _inString;
    private bool _escaped;
    private bool _scalar;

    /// <summary>Whether the value has ended.</summary>
    public bool Complete { get; private set; }

    /// <summary>Whether a line ends within a string, which JSON does not allow: a quote is missing.</summary>
    public bool Broken { get; private set; }

    /// <summary>Whether the value may end where the file does.</summary>
    public readonly bool MayEnd => _scalar;

    /// <summary>How many bytes of a piece belong to the value; fewer than all only when it is complete or broken.</summary>
    public int Take(ReadOnlySpan<byte> piece)
    {
        var at = 0;
        while (at < piece.Length && !Complete && !Broken)
        {
            at += _inString ? TakeString(piece[at..]) : _scalar ? TakeScalar(piece[at..]) : TakeStructure(piece[at..]);
        }

        return at;
    }

    private int TakeString(ReadOnlySpan<byte> piece)
    {
        if (_escaped)
        {
            _escaped = false;
            return 1;
        }

        var at = piece.IndexOfAny(InString);
        if (at < 0)
        {
            return piece.Length;
        }

        switch (piece[at])
        {
            case (byte)'\\':
                _escaped = true;
                break;
            case (byte)'"':
                _inString = false;
                Complete = _depth == 0;
                break;
            default:
                Broken = true;
                return at;
        }

        return at + 1;
    }

    private int TakeScalar(ReadOnlySpan<byte> piece)
    {
        var end = piece.IndexOfAny(AfterScalar);
        Complete = end >= 0;
        return end < 0 ? piece.Length : end;
    }

    private int TakeStructure(ReadOnlySpan<byte> piece)
    {
        var at = _depth == 0 ? 0 : piece.IndexOfAny(Structure);
        if (at < 0)
        {
            return piece.Length;
        }

        switch (piece[at])
        {
            case (byte)'"':
                _inString = true;
                break;
            case (byte)'{' or (byte)'[':
                _depth++;
                break;
            case (byte)'}' or (byte)']' when _depth > 0:
                Complete = --_depth == 0;
                break;
            default:
                _scalar = true;
                break;
        }

        return at + 1;
    }
}
