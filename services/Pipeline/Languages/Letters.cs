using System.Globalization;

namespace Text2Llm.Pipeline.Languages;

/// <summary>
/// What each UTF-16 unit is to the identification of languages, in one table: a letter of a script that several languages share, folded to
/// lower case; a letter of a script that gives its language away; a sign that code has and prose has not; or the end of a word.
/// </summary>
internal static class Letters
{
    /// <summary>The end of a word.</summary>
    public const ushort End = 0;

    /// <summary>Every digit of ASCII.</summary>
    public const ushort Digit = '0';

    /// <summary>From here on, a sign: this and its code in ASCII. These code points are for private use, and never letters.</summary>
    public const ushort FirstSign = 0xE000;

    /// <summary>From here on, a letter of a script of its own: this and its index in <see cref="ScriptLanguages"/>.</summary>
    public const ushort FirstScript = 0xE100;

    private const int PrivateUnits = 0x200;

    private const string Signs = "{}[]()<>=;_\\/|&*#@$%^~+`";

    // First and last unit of the scripts that have one language here. Where a script has several, the one with the most speakers.
    private static readonly (char First, char Last, string Language)[] Scripts =
    [
        ('\u0370', '\u03ff', "el"), ('\u0530', '\u058f', "hy"), ('\u0590', '\u05ff', "he"), ('\u0980', '\u09ff', "bn"),
        ('\u0a00', '\u0a7f', "pa"), ('\u0a80', '\u0aff', "gu"), ('\u0b00', '\u0b7f', "or"), ('\u0b80', '\u0bff', "ta"),
        ('\u0c00', '\u0c7f', "te"), ('\u0c80', '\u0cff', "kn"), ('\u0d00', '\u0d7f', "ml"), ('\u0d80', '\u0dff', "si"),
        ('\u0e00', '\u0e7f', "th"), ('\u0e80', '\u0eff', "lo"), ('\u0f00', '\u0fff', "bo"), ('\u1000', '\u109f', "my"),
        ('\u10a0', '\u10ff', "ka"), ('\u1100', '\u11ff', "ko"), ('\u1200', '\u139f', "am"), ('\u1780', '\u17ff', "km"),
        ('\u1c90', '\u1cbf', "ka"), ('\u1f00', '\u1fff', "el"), ('\u3040', '\u30ff', "ja"), ('\u3130', '\u318f', "ko"),
        ('\u31f0', '\u31ff', "ja"), ('\u3400', '\u4dbf', "zh"), ('\u4e00', '\u9fff', "zh"), ('\uac00', '\ud7a3', "ko"),
        ('\uf900', '\ufaff', "zh"), ('\uff66', '\uff9d', "ja"),
    ];

    // Latin, Cyrillic, Arabic, Devanagari.
    private static readonly (char First, char Last)[] Shared =
    [
        ('A', 'z'), ('\u00aa', '\u036f'), ('\u0400', '\u052f'), ('\u0600', '\u06ff'), ('\u0750', '\u077f'), ('\u0900', '\u097f'),
        ('\u1e00', '\u1eff'), ('\ufb50', '\ufdff'), ('\ufe70', '\ufefe'),
    ];

    /// <summary>The languages that a script gives away.</summary>
    public static IReadOnlyList<string> ScriptLanguages { get; } = [.. Scripts.Select(script => script.Language).Distinct()];

    /// <summary>What each unit is.</summary>
    public static ReadOnlySpan<ushort> Table => Units;

    private static readonly ushort[] Units = Build();

    /// <summary>Whether a value of the table stands within a word, for the n-grams.</summary>
    public static bool IsInWord(ushort value) => value != End && (uint)(value - FirstSign) >= PrivateUnits;

    private static ushort[] Build()
    {
        var table = new ushort[char.MaxValue + 1];
        foreach (var (first, last) in Shared)
        {
            Fill(table, first, last, letter => char.ToLowerInvariant(letter));
        }

        foreach (var (first, last, language) in Scripts)
        {
            var script = (ushort)(FirstScript + ScriptLanguages.ToList().IndexOf(language));
            Fill(table, first, last, _ => script);
        }

        table.AsSpan('0', 10).Fill(Digit);
        foreach (var sign in Signs)
        {
            table[sign] = (ushort)(FirstSign + sign);
        }

        return table;
    }

    private static void Fill(ushort[] table, char first, char last, Func<char, ushort> value)
    {
        for (int unit = first; unit <= last; unit++)
        {
            if (char.IsLetter((char)unit) || char.GetUnicodeCategory((char)unit) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                table[unit] = value((char)unit);
            }
        }
    }
}
