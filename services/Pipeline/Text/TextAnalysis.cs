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
    private readonly IdTable _lines = new();
    private readonly IdTable _paragraphs = new();
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

    private static void Count(ref Repeats repeats, IdTable table, ReadOnlySpan<char> part)
    {
        var before = table.Count;
        var again = table.Add(TextHash.Of(part)) < before;
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

        for (var i = 0; i < words.Length; i++)
        {
            _hashes[i] = TextHash.Of(words[i].Of(Text));
        }
    }

    private void CountRepeats()
    {
        if (_repeated)
        {
            return;
        }

        _repeated = true;
        _lineRepeats = _paragraphRepeats = default;
        var most = Math.Min(MostLines, MemoryExtensions.Count(Text, '\n') + 1);
        _lines.Trim(most);
        _lines.Begin(most);
        _paragraphs.Trim(most);
        _paragraphs.Begin(most);
        var paragraph = default(TextSpan);
        var lines = new LineEnumerator(Text);
        while (_lineRepeats.Count < most && lines.MoveNext())
        {
            Count(ref _lineRepeats, _lines, lines.Current.Of(Text));
            if (lines.AfterBlank && paragraph.Length > 0)
            {
                Count(ref _paragraphRepeats, _paragraphs, paragraph.Of(Text));
                paragraph = default;
            }

            var start = paragraph.Length > 0 ? paragraph.Start : lines.Current.Start;
            paragraph = new TextSpan(start, lines.Current.End - start);
        }

        if (paragraph.Length > 0)
        {
            Count(ref _paragraphRepeats, _paragraphs, paragraph.Of(Text));
        }
    }
}
