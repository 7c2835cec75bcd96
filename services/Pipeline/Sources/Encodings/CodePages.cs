using System.Text;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Sources.Encodings;

/// <summary>The runtime's decoders of the encodings that are read, and the names of those.</summary>
internal static class CodePages
{
    private static readonly (SourceEncoding Encoding, int CodePage, string Name)[] All =
    [
        (SourceEncoding.Utf8, 65001, "UTF-8"),
        (SourceEncoding.Utf16, 1200, "UTF-16"),
        (SourceEncoding.Utf16BigEndian, 1201, "UTF-16BE"),
        (SourceEncoding.Utf32, 12000, "UTF-32"),
        (SourceEncoding.Utf32BigEndian, 12001, "UTF-32BE"),
        (SourceEncoding.Windows1250, 1250, "windows-1250"),
        (SourceEncoding.Windows1251, 1251, "windows-1251"),
        (SourceEncoding.Windows1252, 1252, "windows-1252"),
        (SourceEncoding.Windows1253, 1253, "windows-1253"),
        (SourceEncoding.Windows1254, 1254, "windows-1254"),
        (SourceEncoding.Windows1255, 1255, "windows-1255"),
        (SourceEncoding.Windows1256, 1256, "windows-1256"),
        (SourceEncoding.Windows1257, 1257, "windows-1257"),
        (SourceEncoding.Windows1258, 1258, "windows-1258"),
        (SourceEncoding.ShiftJis, 932, "Shift-JIS"),
        (SourceEncoding.Gb18030, 54936, "GB18030"),
        (SourceEncoding.EucKr, 949, "EUC-KR"),
    ];

    /// <summary>A decoder that puts <see cref="UnreadableMark.Character"/> where bytes make no sense.</summary>
    public static Decoder DecoderOf(SourceEncoding encoding)
    {
        var page = All.First(known => known.Encoding == encoding).CodePage;
        var found = CodePagesEncodingProvider.Instance.GetEncoding(page, EncoderFallback.ExceptionFallback, UnreadableMark.Fallback)
            ?? Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, UnreadableMark.Fallback);
        return found.GetDecoder();
    }

    /// <summary>The usual name of an encoding.</summary>
    public static string NameOf(SourceEncoding encoding) => All.First(known => known.Encoding == encoding).Name;

    /// <summary>The encoding that a page or a document names, or that a detector found; null when it is none that is read.</summary>
    public static SourceEncoding? Named(string name) => name.ToLowerInvariant() switch
    {
        "utf-8" or "utf8" or "us-ascii" or "ascii" => SourceEncoding.Utf8,
        "utf-16" or "utf-16le" => SourceEncoding.Utf16,
        "utf-16be" => SourceEncoding.Utf16BigEndian,
        "iso-8859-1" or "latin1" or "iso-8859-15" or "windows-1252" => SourceEncoding.Windows1252,
        "iso-8859-2" or "iso-8859-16" => SourceEncoding.Windows1250,
        "iso-8859-13" => SourceEncoding.Windows1257,
        "iso-8859-7" => SourceEncoding.Windows1253,
        "iso-8859-9" => SourceEncoding.Windows1254,
        "iso-8859-8" => SourceEncoding.Windows1255,
        "shift-jis" or "shift_jis" or "sjis" or "x-sjis" or "windows-31j" => SourceEncoding.ShiftJis,
        "gb18030" or "gbk" or "gb2312" => SourceEncoding.Gb18030,
        "euc-kr" or "cp949" or "ks_c_5601-1987" or "windows-949" => SourceEncoding.EucKr,
        var other when other.StartsWith("windows-125", StringComparison.Ordinal) && other.Length == 12 =>
            All.Where(known => known.Name == other).Select(known => (SourceEncoding?)known.Encoding).FirstOrDefault(),
        _ => null,
    };
}
