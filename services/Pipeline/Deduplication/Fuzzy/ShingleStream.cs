namespace Text2Llm.Pipeline.Deduplication.Fuzzy;

/// <summary>
/// The shingles of a text: each run of so many words of its folded form, as a hash. A text is gone through in chunks, so that memory does
/// not grow with it. An instance serves one thread, one text after another.
/// </summary>
/// <param name="size">How many words make a shingle.</param>
internal sealed class ShingleStream(int size)
{
    private const int ChunkLength = 4096;

    // A word that is longer is cut.
    private const int LongestWord = 4096;

    private readonly TextFolder _folder = new();
    private readonly byte[] _folded = new byte[LongestWord + (ChunkLength * TextFolder.MaxBytes) + 1 + WordHasher.Overrun];

    // The last words of the chunk before, as many as a shingle has, then those of this one.
    private readonly ulong[] _words = new ulong[size + ChunkLength + 2];
    private readonly ulong[] _shingles = new ulong[ChunkLength + 2];

    // What the word weighs that leaves the window.
    private readonly ulong _lastWeight = Power(Mix.Third, size);

    private string _text = "";
    private int _read;
    private int _unfinished;
    private int _missing;
    private ulong _window;
    private ulong _seed;

    /// <summary>Begins a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="seed">With another seed the same words make other shingles.</param>
    public void Start(string text, ulong seed = 0)
    {
        (_text, _seed) = (text, seed);
        _read = 0;
        _unfinished = 0;
        _missing = size;
        _window = 0;
        _folder.Reset();
        _words.AsSpan(0, size).Clear();
    }

    /// <summary>The next shingles, perhaps none; valid until the next call. False at the end.</summary>
    public bool Next(out ReadOnlySpan<ulong> shingles)
    {
        shingles = default;
        if (_read >= _text.Length)
        {
            _text = ""; // A long text is not to be held on to.
            return false;
        }

        var chunk = _text.AsSpan(_read, Math.Min(ChunkLength, _text.Length - _read));
        if (char.IsHighSurrogate(chunk[^1]) && chunk.Length > 1)
        {
            chunk = chunk[..^1];
        }

        _read += chunk.Length;
        var length = _unfinished + _folder.Fold(chunk, _folded.AsSpan(_unfinished));
        if (_read == _text.Length)
        {
            _folded[length++] = (byte)CharacterFold.Divides;
        }

        var words = WordHasher.Hash(_folded, length, _words.AsSpan(size), out var rest);
        if (length - rest > LongestWord)
        {
            _folded[length++] = (byte)CharacterFold.Divides;
            words += WordHasher.Hash(_folded.AsSpan(rest), length - rest, _words.AsSpan(size + words), out _);
            rest = length;
        }

        _unfinished = length - rest;
        _folded.AsSpan(rest, _unfinished).CopyTo(_folded);
        shingles = Roll(words);
        return true;
    }

    // A shingle's hash is a polynomial of its words' hashes, from which the first word is taken out as the next comes in.
    private ReadOnlySpan<ulong> Roll(int words)
    {
        var (window, lastWeight, seed) = (_window, _lastWeight, _seed);
        var leaving = _words.AsSpan(0, words);
        var coming = _words.AsSpan(size, words);
        var shingles = _shingles.AsSpan(0, words);
        for (var i = 0; i < shingles.Length; i++)
        {
            window = (window * Mix.Third) + coming[i] - (leaving[i] * lastWeight);
            shingles[i] = Mix.Spread(window + seed);
        }

        _window = window;
        _words.AsSpan(words, size).CopyTo(_words);

        // The first words of a text do not fill the window.
        var incomplete = Math.Min(Math.Max(_missing - 1, 0), words);
        _missing -= Math.Min(_missing, words);
        return shingles[incomplete..];
    }

    private static ulong Power(ulong value, int exponent)
    {
        var power = 1ul;
        for (var i = 0; i < exponent; i++)
        {
            power *= value;
        }

        return power;
    }
}
