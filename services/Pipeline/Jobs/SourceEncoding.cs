using System.Text.Json.Serialization;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>The character encoding of a file that is read.</summary>
public enum SourceEncoding
{
    /// <summary>UTF-8; a byte order mark is skipped, and a file marked as another encoding is rejected.</summary>
    Auto,

    /// <summary>UTF-8; the same as auto, which takes nothing else either.</summary>
    [JsonStringEnumMemberName("utf-8")]
    Utf8,
}
