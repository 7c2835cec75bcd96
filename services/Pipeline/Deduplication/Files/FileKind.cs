namespace Text2Llm.Pipeline.Deduplication.Files;

/// <summary>What a file of sections holds: eight letters that it ends with. The last is the version of the layout.</summary>
internal enum FileKind : ulong
{
    /// <summary>T2LMARK1: marks of one shard; a section's tag is the range.</summary>
    Marks = 0x31_4B_52_41_4D_4C_32_54,

    /// <summary>T2LPAIR1: pairs of one range, or of one group that were compared; a section's tag is the shard of the later record.</summary>
    Pairs = 0x31_52_49_41_50_4C_32_54,

    /// <summary>T2LCAND1: candidates of one shard; there is one section, of tag 0.</summary>
    Candidates = 0x31_44_4E_41_43_4C_32_54,

    /// <summary>T2LSHIN1: shingles of one shard's candidates; a section's tag is the group that compares them.</summary>
    Shingles = 0x31_4E_49_48_53_4C_32_54,

    /// <summary>T2LFATE1: fates of one shard; a section's tag is 0 for records and 1 for parts of them.</summary>
    Fates = 0x31_45_54_41_46_4C_32_54,
}
