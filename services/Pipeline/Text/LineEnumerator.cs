namespace Text2Llm.Pipeline.Text;

/// <summary>
/// The lines of a text: what stands between its line feeds, without the white space around it. Blank lines are passed over, but
/// <see cref="AfterBlank"/> tells of them.
/// </summary>
internal ref struct LineEnumerator(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _next;

    /// <summary>The line.</summary>
    public TextSpan Current { get; private set; }

    /// <summary>Whether a paragraph begins: the line is the first, or blank lines stand before it.</summary>
    public bool AfterBlank { get; private set; }

    /// <summary>For foreach.</summary>
    public readonly LineEnumerator GetEnumerator() => this;

    /// <summary>Goes to the next line; false when there is none.</summary>
    public bool MoveNext()
    {
        AfterBlank = _next == 0;
        while (_next < _text.Length)
        {
            var start = _next;
            var length = _text[start..].IndexOf('\n');
            var end = length < 0 ? _text.Length : start + length;
            _next = end + 1;
            while (start < end && char.IsWhiteSpace(_text[start]))
            {
                start++;
            }

            while (start < end && char.IsWhiteSpace(_text[end - 1]))
            {
                end--;
            }

            if (start < end)
            {
                Current = new TextSpan(start, end);
                return true;
            }

            AfterBlank = true;
        }

        return false;
    }
}
