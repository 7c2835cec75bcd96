namespace Text2Llm.Pipeline.PersonalData;

/// <summary>Finds private keys in their armour: PEM, OpenSSH, PGP; with line ends, or with escapes for them.</summary>
internal ref struct PrivateKeyBlock(ReadOnlySpan<char> text)
{
    /// <summary>What an armour begins with.</summary>
    public const string Begin = "-----BEGIN ";

    private const string End = "-----END ";
    private const int LongestLabel = 48;
    private const int Shortest = 40;
    private const int Longest = 64 * 1024;

    private readonly ReadOnlySpan<char> _text = text;

    // The next end of an armour, searched for once however many beginnings there are before it.
    private int _end = -1;

    /// <summary>The key whose armour begins at a position, or null.</summary>
    public Finding? At(int start)
    {
        var label = _text[start..Math.Min(_text.Length, start + LongestLabel)];
        var key = label.IndexOf("PRIVATE KEY", StringComparison.Ordinal);
        if (key < 0 || label[Begin.Length..key].Contains('-'))
        {
            return null;
        }

        var body = start + key;
        if (_end < body)
        {
            var next = _text[body..].IndexOf(End);
            _end = next < 0 ? int.MaxValue : body + next;
        }

        if (_end < body + Shortest || _end - body > Longest)
        {
            return null;
        }

        var after = _end + End.Length;
        var close = _text[after..Math.Min(_text.Length, after + LongestLabel)].IndexOf("-----");
        return new Finding(PersonalDataKind.Secret, start, close < 0 ? after : after + close + 5);
    }
}
