using System.Text.Json.Serialization;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>The character encoding of a file that is read.</summary>
public enum SourceEncoding
{
    /// <summary>Told from each file's byte order mark and content.</summary>
    Auto,

    /// <summary>UTF-8.</summary>
    [JsonStringEnumMemberName("utf-8")]
    Utf8,

    /// <summary>UTF-16, little-endian unless a mark says otherwise.</summary>
    [JsonStringEnumMemberName("utf-16")]
    Utf16,

    /// <summary>UTF-16, big-endian.</summary>
    [JsonStringEnumMemberName("utf-16be")]
    Utf16BigEndian,

    /// <summary>UTF-32, little-endian unless a mark says otherwise.</summary>
    [JsonStringEnumMemberName("utf-32")]
    Utf32,

    /// <summary>UTF-32, big-endian.</summary>
    [JsonStringEnumMemberName("utf-32be")]
    Utf32BigEndian,

    /// <summary>Windows-1250, Central European.</summary>
    [JsonStringEnumMemberName("windows-1250")]
    Windows1250,

    /// <summary>Windows-1251, Cyrillic.</summary>
    [JsonStringEnumMemberName("windows-1251")]
    Windows1251,

    /// <summary>Windows-1252, Western; takes ISO 8859-1 too.</summary>
    [JsonStringEnumMemberName("windows-1252")]
    Windows1252,

    /// <summary>Windows-1253, Greek.</summary>
    [JsonStringEnumMemberName("windows-1253")]
    Windows1253,

    /// <summary>Windows-1254, Turkish.</summary>
    [JsonStringEnumMemberName("windows-1254")]
    Windows1254,

    /// <summary>Windows-1255, Hebrew.</summary>
    [JsonStringEnumMemberName("windows-1255")]
    Windows1255,

    /// <summary>Windows-1256, Arabic.</summary>
    [JsonStringEnumMemberName("windows-1256")]
    Windows1256,

    /// <summary>Windows-1257, Baltic.</summary>
    [JsonStringEnumMemberName("windows-1257")]
    Windows1257,

    /// <summary>Windows-1258, Vietnamese.</summary>
    [JsonStringEnumMemberName("windows-1258")]
    Windows1258,

    /// <summary>Shift-JIS, Japanese.</summary>
    [JsonStringEnumMemberName("shift-jis")]
    ShiftJis,

    /// <summary>GB18030, Chinese; takes GBK and GB2312 too.</summary>
    [JsonStringEnumMemberName("gb18030")]
    Gb18030,

    /// <summary>EUC-KR, Korean; takes Windows-949 too.</summary>
    [JsonStringEnumMemberName("euc-kr")]
    EucKr,
}
