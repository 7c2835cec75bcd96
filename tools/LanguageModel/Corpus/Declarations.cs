using System.Net;
using System.Text.RegularExpressions;

namespace Text2Llm.LanguageModel.Corpus;

/// <summary>
/// The Universal Declaration of Human Rights, in which the model is measured: of another domain than all it is trained with, and never trained with.
/// </summary>
internal static partial class Declarations
{
    private static readonly (string Language, string File)[] Files =
    [
        ("af", "afr"), ("am", "amh"), ("ar", "arb"), ("az", "azj_latn"), ("be", "bel"), ("bg", "bul"), ("bn", "ben"), ("br", "bre"), ("ca", "cat"),
        ("cs", "ces"), ("cy", "cym"), ("da", "dan"), ("de", "deu_1996"), ("el", "ell_monotonic"), ("en", "eng"), ("eo", "epo"), ("es", "spa"),
        ("et", "est"), ("eu", "eus"), ("fa", "pes_1"), ("fi", "fin"), ("fr", "fra"), ("ga", "gle"), ("gd", "gla"), ("gl", "glg"), ("gu", "guj"),
        ("he", "heb"), ("hi", "hin"), ("hr", "hrv"), ("hu", "hun"), ("hy", "hye"), ("id", "ind"), ("is", "isl"), ("it", "ita"), ("ja", "jpn"),
        ("ka", "kat"), ("kk", "kaz"), ("km", "khm"), ("kn", "kan"), ("ko", "kor"), ("la", "lat"), ("lo", "lao"), ("lt", "lit"), ("lv", "lav"),
        ("mk", "mkd"), ("ml", "mal"), ("mn", "khk"), ("mr", "mar"), ("my", "mya"), ("ne", "nep"), ("nl", "nld"), ("no", "nob"),
        ("no", "nno"), ("pa", "pan"), ("pl", "pol"), ("pt", "por_BR"), ("pt", "por_PT"), ("ro", "ron_2006"), ("ru", "rus"), ("si", "sin"),
        ("sk", "slk"), ("sl", "slv"), ("sq", "als"), ("sr", "srp_cyrl"), ("hr", "srp_latn"), ("hr", "bos_latn"), ("sv", "swe"), ("ta", "tam"), ("te", "tel"),
        ("tg", "tgk"), ("th", "tha"), ("tr", "tur"), ("ug", "uig_arab"), ("uk", "ukr"), ("uz", "uzn_latn"), ("vi", "vie"), ("zh", "cmn_hans"),
        ("zh", "cmn_hant"),
    ];

    private static readonly string[] Unknown =
    [
        "mly_latn", "urd", "swh", "tgl", "hau_NG", "som", "yor", "mlt", "ltz", "fao", "oci_1",
        "jav", "lat", "hat_kreyol", "tuk_latn", "kir", "mri",
    ];

    /// <summary>The paragraphs of the declaration in each language.</summary>
    public static IEnumerable<(string Language, IReadOnlyList<string> Paragraphs)> Read(string folder) => Files
        .Select(file => (file.Language, Path: Path.Combine(folder, file.File + ".html")))
        .Select(file => (file.Language, Paragraphs(File.ReadAllText(file.Path))));

    /// <summary>The declaration in languages that the model does not know, by the file's name.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<string> Paragraphs)> ReadUnknown(string folder) =>
        Unknown.Select(name => (name, Paragraphs(File.ReadAllText(Path.Combine(folder, name + ".html")))));

    private static IReadOnlyList<string> Paragraphs(string page) =>
        [.. Paragraph().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value).Trim())];

    [GeneratedRegex("<p>([^<]*)</p>")]
    private static partial Regex Paragraph();
}
