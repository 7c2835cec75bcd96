using System.Text.Unicode;

namespace Text2Llm.Proxy.Metering;

/// <summary>
/// Adds up the tokens of one text, which may come in pieces, cut anywhere; see <see cref="TokenEstimate"/>. It allocates nothing, and takes
/// a few processor cycles for each byte, whatever the text.
/// </summary>
internal struct TokenCount
{
    private static readonly ushort[] Table = TokenRules.Compile();

    private int _state;
    private long _parts;

    /// <summary>The tokens so far, rounded up.</summary>
    public readonly long Total => (_parts + TokenRules.PartsOfToken - 1) / TokenRules.PartsOfToken;

    /// <summary>Adds a piece in UTF-8; what is no valid text is counted somehow.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        var table = Table;
        var (step, parts) = (_state << 8, _parts);
        foreach (var read in utf8)
        {
            step = table[(step & 0xFF00) | read];
            parts += step & 0xFF;
        }

        (_state, _parts) = (step >> 8, parts);
    }

    /// <summary>Adds a piece in UTF-16.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        Span<byte> piece = stackalloc byte[512];
        while (!text.IsEmpty)
        {
            Utf8.FromUtf16(text, piece, out var read, out var written);
            Add(piece[..written]);
            text = text[read..];
        }
    }
}
