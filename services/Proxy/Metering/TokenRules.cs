namespace Text2Llm.Proxy.Metering;

/// <summary>
/// What each byte of a text in UTF-8 adds to its tokens, given what came before it. The rules are few and readable; compiled, they are a
/// table that is looked up once for each byte.
/// </summary>
internal static class TokenRules
{
    /// <summary>Costs are in parts of a token, so many to one.</summary>
    public const int PartsOfToken = 16;

    private const int LongestWord = 4;
    private const int FurtherLetter = 4;
    private const int FurtherCapital = 4;
    private const int SmallAfterCapitals = 14;
    private const int LetterAmongDigits = 8;
    private const int RareLetter = 22;
    private const int DigitsOfToken = 3;
    private const int FurtherSign = 8;
    private const int FurtherSpace = 1;
    private const int FurtherLine = 4;

    /// <summary>The table: at 256 times a state plus a byte, 256 times the next state plus the cost. State 0 is the beginning.</summary>
    public static ushort[] Compile()
    {
        List<State> states = [new(Kind.Beginning, 0)];
        List<ushort> table = [];
        for (var state = 0; state < states.Count; state++)
        {
            for (var read = 0; read <= byte.MaxValue; read++)
            {
                var (next, cost) = Step(states[state], (byte)read);
                if (!states.Contains(next))
                {
                    states.Add(next);
                }

                table.Add((ushort)((states.IndexOf(next) << 8) | cost));
            }
        }

        return [.. table];
    }

    private static (State Next, int Cost) Step(State before, byte read) => read switch
    {
        // The rest of a letter that is paid for, but where only the second byte shows how rare its script is.
        >= 0x80 and < 0xC0 when before.Kind == Kind.SouthAsian => (new State(Kind.OtherScript, 1), read >= 0xBA ? RareLetter : 0),
        >= 0x80 and < 0xC0 when before.Kind == Kind.FarAndWide => (
            new State(Kind.OtherScript, 1), read is (>= 0x88 and < 0x9E) or (>= 0xA0 and < 0xBA) ? RareLetter : 0),
        >= 0x80 and < 0xC0 => (before, 0),
        >= (byte)'a' and <= (byte)'z' => Letter(before),
        >= (byte)'A' and <= (byte)'Z' => Capital(before),
        >= (byte)'0' and <= (byte)'9' => Digit(before),
        (byte)' ' => Space(before),
        (byte)'\n' or (byte)'\r' or (byte)'\t' => (new State(Kind.Lines, 1), before.Kind == Kind.Lines ? FurtherLine : PartsOfToken),
        < 0x80 => (new State(Kind.Signs, 1), before.Kind == Kind.Signs ? FurtherSign : PartsOfToken),

        // Latin letters with accents go on with a word, and cost something of their own.
        0xC3 => Accented(before, 9),
        0xC4 or 0xC5 or 0xC6 => Accented(before, 13),
        0xE0 => (new State(Kind.SouthAsian, 1), 9),
        0xE1 => (new State(Kind.FarAndWide, 1), 11),
        _ => (new State(Kind.OtherScript, 1), ScriptCost(read)),
    };

    /// <summary>A letter of another script, or a sign beyond ASCII, by its first byte.</summary>
    private static int ScriptCost(byte first) => first switch
    {
        0xCD or 0xCE or 0xCF => 8,              // Greek
        >= 0xD0 and <= 0xD3 => 7,               // Cyrillic
        >= 0xD4 and <= 0xD7 => 9,               // Armenian, Hebrew
        >= 0xD8 and <= 0xDB => 8,               // Arabic, Persian, Urdu
        < 0xDC => 16,                           // signs of Latin-1, phonetics, combining accents
        < 0xE0 => 28,                           // Syriac, Thaana, N'Ko
        0xE2 => 18,                             // punctuation, arrows, mathematics, lines
        0xE3 => 15,                             // kana
        < 0xEE => 16,                           // Han, Hangul
        0xEE or 0xEF => 18,                     // full-width forms, private use
        _ => 48,                                // emoji, and whatever is rare
    };

    private static (State Next, int Cost) Letter(State before) => before switch
    {
        { Kind: Kind.Digits or Kind.AmongDigits } => (new State(Kind.AmongDigits, 1), before.Kind == Kind.Digits ? PartsOfToken : LetterAmongDigits),
        { Kind: Kind.Word } => (before.Longer(LongestWord), before.Length < LongestWord ? 0 : FurtherLetter),
        { Kind: Kind.Capitals, Length: 1 } => (new State(Kind.Word, 2), 0),
        { Kind: Kind.Capitals } => (new State(Kind.Word, 1), SmallAfterCapitals),
        _ => (new State(Kind.Word, 1), PartsOfToken),
    };

    private static (State Next, int Cost) Accented(State before, int own)
    {
        var (next, cost) = Letter(before);
        return (next, cost + own);
    }

    private static (State Next, int Cost) Capital(State before) => before.Kind switch
    {
        Kind.AmongDigits => (before, PartsOfToken),
        Kind.Capitals => (before.Longer(2), FurtherCapital),
        _ => (new State(Kind.Capitals, 1), PartsOfToken),
    };

    private static (State Next, int Cost) Digit(State before) => before.Kind == Kind.Digits && before.Length < DigitsOfToken
        ? (before.Longer(DigitsOfToken), 0)
        : (new State(Kind.Digits, 1), PartsOfToken);

    /// <summary>One space belongs to the word after it; a longer run is a token.</summary>
    private static (State Next, int Cost) Space(State before) => before switch
    {
        { Kind: Kind.Spaces, Length: 1 } => (before.Longer(2), PartsOfToken),
        { Kind: Kind.Spaces } => (before, FurtherSpace),
        _ => (new State(Kind.Spaces, 1), 0),
    };

    private enum Kind
    {
        Beginning,
        Word,
        Capitals,
        Digits,

        /// <summary>Letters right after digits: rather part of a number or of something encoded than of a word.</summary>
        AmongDigits,

        Spaces,
        Lines,
        Signs,
        OtherScript,

        /// <summary>After 0xE0: the scripts of India, Thai; from its second byte 0xBA on Lao and Tibetan.</summary>
        SouthAsian,

        /// <summary>After 0xE1: Burmese, Georgian, Khmer, Vietnamese vowels; between them Ethiopic, Cherokee, Mongolian and rarer ones.</summary>
        FarAndWide,
    }

    /// <summary>What was read last, and how long it is, as far as that matters.</summary>
    private readonly record struct State(Kind Kind, int Length)
    {
        public State Longer(int atMost) => this with { Length = Math.Min(Length + 1, atMost) };
    }
}
