using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Records;

/// <summary>The names of the reasons for which records and files are rejected.</summary>
public static class RejectReasons
{
    /// <summary>The bytes are not UTF-8.</summary>
    public const string InvalidUtf8 = "invalid-utf8";

    /// <summary>The content is binary, or of a format that is not read.</summary>
    public const string NotText = "not-text";

    /// <summary>The record is larger than the engine takes.</summary>
    public const string TooLarge = "record-too-large";

    /// <summary>The line is not JSON.</summary>
    public const string MalformedJson = "malformed-json";

    /// <summary>The object has no field with the text.</summary>
    public const string MissingField = "missing-field";

    /// <summary>The object has the field with the text twice.</summary>
    public const string DuplicateField = "duplicate-field";

    /// <summary>The line is no object, or the field is no string.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>The text has half of a surrogate pair.</summary>
    public const string LoneSurrogate = "lone-surrogate";

    /// <summary>The bytes are not of the encoding that the file is in.</summary>
    public const string InvalidEncoding = "invalid-encoding";

    /// <summary>A row of a table has other fields than its header, or a quote that is not closed.</summary>
    public const string MalformedRow = "malformed-row";

    /// <summary>A gzip file is corrupt or ends too early.</summary>
    public const string CorruptGzip = "corrupt-gzip";

    /// <summary>A Zstandard file is corrupt or ends too early.</summary>
    public const string CorruptZstd = "corrupt-zstd";

    /// <summary>A bzip2 file is corrupt or ends too early.</summary>
    public const string CorruptBzip2 = "corrupt-bzip2";

    /// <summary>An xz file is corrupt or ends too early.</summary>
    public const string CorruptXz = "corrupt-xz";

    /// <summary>A ZIP or tar archive, or an entry of one, is corrupt or ends too early.</summary>
    public const string CorruptArchive = "corrupt-archive";

    /// <summary>A Parquet file, or a row group of one, is corrupt or ends too early.</summary>
    public const string CorruptParquet = "corrupt-parquet";

    /// <summary>An Arrow file, or a record batch of one, is corrupt or ends too early.</summary>
    public const string CorruptArrow = "corrupt-arrow";

    /// <summary>A document (Word, PDF) is corrupt or ends too early.</summary>
    public const string CorruptDocument = "corrupt-document";

    /// <summary>A document has no text, such as a PDF file of nothing but scanned pages.</summary>
    public const string NoText = "no-text";

    /// <summary>A document takes longer to read than it may.</summary>
    public const string TooSlow = "document-too-slow";

    /// <summary>The file, or an archive's entry, needs a password.</summary>
    public const string Encrypted = "encrypted";

    /// <summary>An archive lies in an archive; only the outer one is entered.</summary>
    public const string NestedArchive = "nested-archive";

    /// <summary>The file system does not give the file.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The reason for a corrupt file of a compression.</summary>
    internal static string Corrupt(SourceCompression compression) => compression switch
    {
        SourceCompression.Zstd => CorruptZstd,
        SourceCompression.Bzip2 => CorruptBzip2,
        SourceCompression.Xz => CorruptXz,
        _ => CorruptGzip,
    };
}
