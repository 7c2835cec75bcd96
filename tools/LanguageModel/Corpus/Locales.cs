using Text2Llm.Pipeline.Languages;

namespace Text2Llm.LanguageModel.Corpus;

/// <summary>What a package calls a language, and what the model calls it.</summary>
internal static class Locales
{
    /// <summary>Source text of programs, and data.</summary>
    public const string Code = "+code";

    /// <summary>Languages that the model does not know.</summary>
    public const string Other = "+other";

    // Those of Latin, Cyrillic, Arabic and Devanagari script; a script of its own needs no model.
    private static readonly HashSet<string> Known =
    [
        "af", "ar", "az", "be", "bg", "br", "ca", "cs", "cy", "da", "de", "en", "eo", "es", "et", "eu", "fa", "fi", "fr", "ga", "gd", "gl", "hi",
        "hr", "hu", "id", "is", "it", "kk", "lt", "lv", "mk", "mn", "mr", "ne", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tg",
        "tr", "ug", "uk", "uz", "vi",
    ];

    // Too little text to be told apart, or too far from what matters; each far from those above.
    private static readonly HashSet<string> Distant =
    [
        "brx", "ckb", "gug", "hne", "kmr@latin", "kok", "ks", "ky", "la", "mai", "nr", "nso", "om", "ps", "rw", "ss", "st", "tl", "tn", "ts", "tt", "ur",
        "ve", "xh", "zu",
    ];

    /// <summary>The model's class of a locale such as pt_BR, or null where it is not for the model.</summary>
    public static string? Class(string locale)
    {
        if (Distant.Contains(locale))
        {
            return Other;
        }

        if (locale.Contains('@', StringComparison.Ordinal))
        {
            return locale switch
            {
                "ca@valencia" or "ca_ES@valencia" => "ca",
                "sr@latin" => "hr",
                _ => null, // other scripts and dialects
            };
        }

        var language = locale.Split('_', '-')[0];
        return language switch
        {
            "nb" or "nn" => "no",
            "bs" => "hr", // and Serbian in Latin letters: what tells them apart is seldom in a text
            _ => Known.Contains(language) ? language : null,
        };
    }

    /// <summary>What a guess calls a class.</summary>
    public static string Code639(string name) => name switch
    {
        Code or Other => LanguageCodes.Undetermined,
        _ => name,
    };
}
