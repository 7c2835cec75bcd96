using System.Text.Json.Serialization;

namespace Text2Llm.Resources.Switches;

/// <summary>What becomes of the calls that are under way when their provider is switched off.</summary>
public enum StreamsUnderWay
{
    /// <summary>They come to their end.</summary>
    [JsonStringEnumMemberName("finish")]
    Finish,

    /// <summary>They are broken off, and their callers are told why.</summary>
    [JsonStringEnumMemberName("abort")]
    Abort,
}
