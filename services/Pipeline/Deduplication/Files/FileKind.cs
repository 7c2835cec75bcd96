namespace Text2Llm.Pipeline.Deduplication.Files;

/// <summary>What a file of sections holds: eight letters that it ends with. The last is the version of the layout.</summary>
internal enum FileKind : ulong
{
    /// <summary>T2LMARK1: marks of one shard; a section's tag is the range.</summary>
    Marks = 0x31_4B_52_41_4D_4C_32_54,

    /// <summary>T2LPAIR1: pairs of one range, or compared ones; a section's tag is the shard of the later record.</summary>
    Pairs = 0x31_52_49_41_50_4C_32_54,

    /// <summary>T2LFATE1: fates of one shard; a section's tag is 0 for records and 1 for parts of them.</summary>
    Fates = 0x31_45_54_41_46_4C_32_54,
}
