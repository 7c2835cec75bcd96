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

    /// <summary>A gzip file is corrupt or ends too early.</summary>
    public const string CorruptGzip = "corrupt-gzip";

    /// <summary>The file system does not give the file.</summary>
    public const string Unreadable = "unreadable";
}
