namespace Text2Llm.Pipeline.Languages;

/// <summary>
/// The features of a window of text: its runs of two, three and four letters within words (whose ends count as letters), its words, and its
/// signs, each hashed to a row of the model. The training collects them by this same code.
/// </summary>
internal ref struct NGrams
{
    /// <summary>The logarithm of how many rows there are.</summary>
    public const int RowBits = 15;

    /// <summary>The number of rows.</summary>
    public const int Rows = 1 << RowBits;

    /// <summary>The most features that one unit of text has.</summary>
    public const int MostPerUnit = 5;

    private const ulong Mix = 0x9E3779B97F4A7C15;

    private readonly Span<ushort> _rows;
    private ulong _letters; // the last four, 16 bits each, the newest lowest; zeros before the word's first
    private ulong _word; // a hash of the word so far

    private NGrams(Span<ushort> rows) => _rows = rows;

    /// <summary>How many rows were found.</summary>
    public int Count { get; private set; }

    /// <summary>How many letters of shared scripts there were.</summary>
    public int SharedLetters { get; private set; }

    /// <summary>Collects the features of a window.</summary>
    /// <param name="window">The text.</param>
    /// <param name="rows">Where the rows go; <see cref="MostPerUnit"/> for each unit of the text, and as many more.</param>
    /// <param name="scripts">For each of <see cref="Letters.ScriptLanguages"/>: its letters are added.</param>
    public static NGrams Collect(ReadOnlySpan<char> window, Span<ushort> rows, Span<int> scripts)
    {
        var grams = new NGrams(rows);
        var table = Letters.Table;
        grams.Begin();
        foreach (var unit in window)
        {
            var letter = table[unit];
            if (Letters.IsInWord(letter))
            {
                grams.Add(letter);
                continue;
            }

            grams.EndWord();
            if (letter >= Letters.FirstScript)
            {
                scripts[letter - Letters.FirstScript]++;
            }
            else if (letter != Letters.End)
            {
                grams.Take(letter);
            }
        }

        grams.EndWord();
        return grams;
    }

    private void Begin()
    {
        _letters = ' ';
        _word = 0;
    }

    private void Add(ushort letter)
    {
        if (letter != Letters.Digit)
        {
            SharedLetters++;
        }
        else if ((ushort)_letters == Letters.Digit)
        {
            return; // a number is one digit
        }

        _word = (_word ^ letter) * Mix;
        Shift(letter);
    }

    private void EndWord()
    {
        if (_letters == ' ')
        {
            return;
        }

        Shift(' ');
        Take(_word);
        Begin();
    }

    private void Shift(ushort letter)
    {
        _letters = (_letters << 16) | letter;
        Take(_letters & 0xFFFF_FFFF);
        if (_letters >> 32 != 0)
        {
            Take(_letters & 0xFFFF_FFFF_FFFF);
        }

        if (_letters >> 48 != 0)
        {
            Take(_letters);
        }
    }

    private void Take(ulong feature) => _rows[Count++] = (ushort)((feature * Mix) >> (64 - RowBits));
}
