namespace Text2Llm.Pipeline.Text;

/// <summary>
/// What several filters ask of the same text: its words, and how many of its lines and paragraphs stood before. Each is found when it is
/// first asked for, and kept until the next text. One for each thread.
/// </summary>
internal sealed class TextAnalysis
{
    // Of how many lines repeats are counted; it bounds the table for texts that are made of line ends.
    private const int MostLines = 1 << 20;

    private readonly WordScanner _scanner = new();
    private readonly IdTable _table = new();
    private ulong[] _hashes = [];
    private bool _scanned;
    private bool _hashed;
    private bool _repeated;
    private Repeats _lineRepeats;
    private Repeats _paragraphRepeats;

    /// <summary>The text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The words, as <see cref="WordScanner"/> has them.</summary>
    public WordScanner Words
    {
        get
        {
            if (!_scanned)
            {
                _scanner.Scan(Text);
                _scanned = true;
            }

            return _scanner;
        }
    }

    /// <summary>A hash of each word that is kept.</summary>
    public ReadOnlySpan<ulong> WordHashes
    {
        get
        {
            var words = Words.Words;
            if (!_hashed)
            {
                HashWords(words);
                _hashed = true;
            }

            return _hashes.AsSpan(0, words.Length);
        }
    }

    /// <summary>The lines that stood before. A line is what <see cref="LineEnumerator"/> takes for one.</summary>
    public Repeats Lines
    {
        get
        {
            CountRepeats();
            return _lineRepeats;
        }
    }

    /// <summary>The paragraphs that stood before. A paragraph is a run of lines between blank ones.</summary>
    public Repeats Paragraphs
    {
        get
        {
            CountRepeats();
            return _paragraphRepeats;
        }
    }

    /// <summary>Turns to a text; the same object as before is not looked at again.</summary>
    public TextAnalysis Of(string text)
    {
        if (!ReferenceEquals(text, Text))
        {
            Text = text;
            _scanned = _hashed = _repeated = false;
        }

        return this;
    }

    private void Count(ref Repeats repeats, ReadOnlySpan<char> part)
    {
        var before = _table.Count;
        var again = _table.Add(TextHash.Of(part)) < before;
        repeats = new Repeats(
            repeats.Count + 1,
            repeats.Duplicates + (again ? 1 : 0),
            repeats.DuplicateCharacters + (again ? part.Length : 0));
    }

    private void HashWords(ReadOnlySpan<TextSpan> words)
    {
        if (_hashes.Length < words.Length || (_hashes.Length > 1 << 16 && words.Length < 1 << 12))
        {
            _hashes = new ulong[Math.Max(1 << 12, words.Length)];
        }

        TextHash.OfEach(Text, words, _hashes);
    }

    private void CountRepeats()
    {
        if (_repeated)
        {
            return;
        }

        _repeated = true;
        _lineRepeats = default;
        var (most, paragraphs) = (Math.Min(MostLines, MemoryExtensions.Count(Text, '\n') + 1), 0);
        _table.Trim(most);
        _table.Begin(most);
        var lines = new LineEnumerator(Text);
        while (_lineRepeats.Count < most && lines.MoveNext())
        {
            Count(ref _lineRepeats, lines.Current.Of(Text));
            paragraphs += lines.AfterBlank ? 1 : 0;
        }

        // A paragraph stood before only where its lines did.
        _paragraphRepeats = new Repeats(paragraphs, 0, 0);
        if (_lineRepeats.Duplicates > 0)
        {
            CountParagraphs(most);
        }
    }

    private void CountParagraphs(int most)
    {
        _paragraphRepeats = default;
        _table.Begin(most);
        var paragraph = default(TextSpan);
        var lines = new LineEnumerator(Text);
        for (var left = most; left > 0 && lines.MoveNext(); left--)
        {
            if (lines.AfterBlank && paragraph.Length > 0)
            {
                Count(ref _paragraphRepeats, paragraph.Of(Text));
                paragraph = default;
            }

            paragraph = new TextSpan(paragraph.Length > 0 ? paragraph.Start : lines.Current.Start, lines.Current.End);
        }

        if (paragraph.Length > 0)
        {
            Count(ref _paragraphRepeats, paragraph.Of(Text));
        }
    }
}
