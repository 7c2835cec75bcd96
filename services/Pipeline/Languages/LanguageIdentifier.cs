namespace Text2Llm.Pipeline.Languages;

/// <summary>
/// Identifies the language of texts. It looks at windows: all of a short text, four of a long one, evenly apart, so that a text costs the same
/// however long it is. Each window's letters vote for languages by the model's probabilities, or for the language of their script.
/// </summary>
internal sealed class LanguageIdentifier(LanguageModel model)
{
    /// <summary>The most windows of a text.</summary>
    public const int MaxWindows = 4;

    /// <summary>A window's length in UTF-16 units, but for the rest of its last word.</summary>
    public const int WindowLength = 192;

    /// <summary>A text with fewer letters has no language.</summary>
    public const int MinLetters = 10;

    // A longer word is cut by a window's end.
    private const int LongestWord = 64;

    // A sign of Chinese, Japanese or Korean says as much as two letters of an alphabet.
    private const int LettersOfSign = 2;

    // A Japanese text has kana; so many kanji for each of them, at most.
    private const int KanjiOfKana = 12;

    private static readonly int Chinese = Script("zh");
    private static readonly int Japanese = Script("ja");
    private static readonly int Korean = Script("ko");

    private readonly ushort[] _rows = new ushort[(WindowLength + LongestWord + 1) * NGrams.MostPerUnit];
    private readonly int[] _scripts = new int[Letters.ScriptLanguages.Count];
    private readonly float[] _probabilities = new float[model.Languages.Count];
    private readonly float[] _votes = new float[model.Languages.Count];

    private string? _last;
    private LanguageGuess _lastGuess;

    public LanguageIdentifier()
        : this(LanguageModel.Shared)
    {
    }

    /// <summary>The language of a text; of the last one, it is known.</summary>
    public LanguageGuess Identify(string text)
    {
        if (!ReferenceEquals(text, _last))
        {
            _lastGuess = Identify(text.AsSpan());
            _last = text;
        }

        return _lastGuess;
    }

    /// <summary>The language of a text.</summary>
    public LanguageGuess Identify(ReadOnlySpan<char> text)
    {
        Array.Clear(_scripts);
        Array.Clear(_votes);
        var shared = 0;
        var windows = Math.Min(MaxWindows, (text.Length + WindowLength - 1) / WindowLength);
        var length = Math.Min(WindowLength, (text.Length + windows - 1) / Math.Max(1, windows));
        var end = 0;
        for (var i = 0; i < windows; i++)
        {
            // What stands between windows: nothing where all of the text is looked at.
            var start = Math.Max(end, EndOfWord(text, (int)((long)text.Length * i / windows)));
            end = EndOfWord(text, Math.Min(text.Length, start + length));
            shared += Vote(text[start..end]);
        }

        return Decide(shared);
    }

    private int Vote(ReadOnlySpan<char> window)
    {
        var grams = NGrams.Collect(window, _rows, _scripts);
        if (grams.SharedLetters > 0)
        {
            model.Score(_rows.AsSpan(0, grams.Count), _probabilities);
            for (var i = 0; i < _votes.Length; i++)
            {
                _votes[i] += _probabilities[i] * grams.SharedLetters;
            }
        }

        return grams.SharedLetters;
    }

    private LanguageGuess Decide(int shared)
    {
        JoinEastAsian();
        var letters = (float)shared;
        var (best, votes) = (LanguageCodes.Undetermined, 0f);
        for (var i = 0; i < _scripts.Length; i++)
        {
            letters += _scripts[i];
            if (_scripts[i] > votes)
            {
                (best, votes) = (Letters.ScriptLanguages[i], _scripts[i]);
            }
        }

        for (var i = 0; i < _votes.Length; i++)
        {
            if (_votes[i] > votes)
            {
                (best, votes) = (model.Languages[i], _votes[i]);
            }
        }

        return letters < MinLetters || best == LanguageCodes.Undetermined
            ? LanguageGuess.Undetermined
            : new LanguageGuess(best, Math.Min(1, votes / letters));
    }

    // Chinese signs among kana are Japanese, and among more hangul Korean.
    private void JoinEastAsian()
    {
        ref var signs = ref _scripts[Chinese];
        if (signs > 0 && _scripts[Japanese] * KanjiOfKana >= signs)
        {
            _scripts[Japanese] += signs;
            signs = 0;
        }
        else if (_scripts[Korean] > signs)
        {
            _scripts[Korean] += signs;
            signs = 0;
        }

        signs *= LettersOfSign;
        _scripts[Japanese] *= LettersOfSign;
        _scripts[Korean] *= LettersOfSign;
    }

    private static int EndOfWord(ReadOnlySpan<char> text, int at)
    {
        if (at == 0 || at >= text.Length)
        {
            return at;
        }

        var word = text.Slice(at, Math.Min(LongestWord, text.Length - at));
        var table = Letters.Table;
        for (var i = 0; i < word.Length; i++)
        {
            if (!Letters.IsInWord(table[word[i]]))
            {
                return at + i;
            }
        }

        return at;
    }

    private static int Script(string language) => Letters.ScriptLanguages.ToList().IndexOf(language);
}
